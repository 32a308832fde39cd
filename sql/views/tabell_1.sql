-- Table 1: LSS by insats.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'LSS' AND dimension = 'insats'
