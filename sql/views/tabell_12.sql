-- Table 12: SoL by händelse and by rapporttyp, two divisions of the same decisions.
SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM serie
WHERE lag = 'SoL' AND dimension IN ('handelse', 'rapporttyp')
