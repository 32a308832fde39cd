-- Table 4: SoL by orsak.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'SoL' AND dimension = 'orsak'
