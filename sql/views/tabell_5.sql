-- Table 5: LSS by kön.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'LSS' AND dimension = 'kon'
