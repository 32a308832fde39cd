-- Each law's decisions by time since the decision (väntetid) and by grund, with a Summa (_T) of
-- every row and every column. The grund _U is that of units that told the time alone. Published
-- reports do not tell the two together.
WITH figures AS (
    SELECT
        municipality,
        quarter,
        lag,
        vantetid,
        grund,
        value
    FROM submitted_figure
    WHERE
        statement = 'tid'
),

margins AS (
    SELECT
        0 AS all_vantetid,
        0 AS all_grund
    UNION ALL
    SELECT
        0 AS all_vantetid,
        1 AS all_grund
    UNION ALL
    SELECT
        1 AS all_vantetid,
        0 AS all_grund
    UNION ALL
    SELECT
        1 AS all_vantetid,
        1 AS all_grund
),

counted AS (
    SELECT
        figures.municipality,
        figures.quarter,
        figures.lag,
        figures.value,
        CASE margins.all_vantetid WHEN 1 THEN '_T' ELSE figures.vantetid END AS vantetid,
        CASE margins.all_grund WHEN 1 THEN '_T' ELSE figures.grund END AS grund
    FROM figures
    CROSS JOIN margins
)

SELECT
    municipality,
    quarter,
    lag,
    vantetid,
    grund,
    SUM(value) AS value
FROM counted
GROUP BY municipality, quarter, lag, vantetid, grund
