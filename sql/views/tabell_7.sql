-- Table 7: LSS by unit and insats, with a Summa of every row and every column.
-- Published tables do not tell of units.
WITH figures AS (
    SELECT
        municipality,
        quarter,
        unit,
        '_T' AS omrade,
        insats AS member,
        value
    FROM figure
    WHERE
        origin = 'submission'
        AND lag = 'LSS'
        AND statement = 'insats'
        AND insats <> '_T'
        AND kon = '_T'
),

margins AS (
    SELECT
        0 AS all_units,
        0 AS all_members
    UNION ALL
    SELECT
        0 AS all_units,
        1 AS all_members
    UNION ALL
    SELECT
        1 AS all_units,
        0 AS all_members
    UNION ALL
    SELECT
        1 AS all_units,
        1 AS all_members
),

counted AS (
    SELECT
        figures.municipality,
        figures.quarter,
        figures.value,
        CASE margins.all_units WHEN 1 THEN '_T' ELSE figures.unit END AS unit,
        CASE margins.all_units WHEN 1 THEN '_T' ELSE figures.omrade END AS omrade,
        CASE margins.all_members WHEN 1 THEN '_T' ELSE figures.member END AS member
    FROM figures
    CROSS JOIN margins
)

SELECT
    municipality,
    quarter,
    unit,
    omrade,
    'insats' AS dimension,
    member,
    SUM(value) AS value
FROM counted
GROUP BY municipality, quarter, unit, omrade, member
