-- Table 8: SoL by unit, område and bistånd.
SELECT
    municipality,
    quarter,
    unit,
    omrade,
    dimension,
    member,
    value
FROM per_enhet
WHERE lag = 'SoL'
