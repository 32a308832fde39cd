-- Each law's decisions by unit, område and insats, with a Summa (_T) of every row and every
-- column. Published tables do not tell of units; LSS has no område. What is a part of another row
-- counts in no Summa over insatser.
WITH figures AS (
    SELECT
        municipality,
        quarter,
        lag,
        unit,
        omrade,
        insats AS member,
        part,
        value
    FROM submitted_figure
    WHERE
        statement = 'insats'
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
        figures.lag,
        figures.value,
        CASE margins.all_units WHEN 1 THEN '_T' ELSE figures.unit END AS unit,
        CASE margins.all_units WHEN 1 THEN '_T' ELSE figures.omrade END AS omrade,
        CASE margins.all_members WHEN 1 THEN '_T' ELSE figures.member END AS member
    FROM figures
    CROSS JOIN margins
    WHERE NOT (figures.part AND margins.all_members = 1)
)

SELECT
    municipality,
    quarter,
    lag,
    unit,
    omrade,
    'insats' AS dimension,
    member,
    SUM(value) AS value
FROM counted
GROUP BY municipality, quarter, lag, unit, omrade, member
