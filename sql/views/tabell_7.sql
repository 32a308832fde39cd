-- Table 7: LSS by unit and insats.
SELECT
    municipality,
    quarter,
    unit,
    omrade,
    dimension,
    member,
    value
FROM per_enhet
WHERE lag = 'LSS'
