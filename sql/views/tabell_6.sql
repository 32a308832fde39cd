-- Table 6: SoL by kön.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'SoL' AND dimension = 'kon'
