-- Table 2: SoL by bistånd, the område taken together.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'SoL' AND dimension = 'insats'
