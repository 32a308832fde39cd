-- Table 3: LSS by orsak.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'LSS' AND dimension = 'orsak'
