-- Table 2: SoL by bistånd. Summa is the sum of the rows,
-- and for a published quarter the printed one.
WITH figures AS NOT MATERIALIZED (
    SELECT
        municipality,
        quarter,
        origin,
        'insats' AS dimension,
        insats AS member,
        value
    FROM figure
    WHERE
        lag = 'SoL'
        AND statement = 'insats'
        AND kon = '_T'
),

row_figures AS (
    SELECT
        municipality,
        quarter,
        dimension,
        member,
        SUM(value) AS value
    FROM figures
    WHERE member <> '_T'
    GROUP BY municipality, quarter, dimension, member
),

sum_figures AS (
    SELECT
        municipality,
        quarter,
        dimension,
        '_T' AS member,
        SUM(value) AS value
    FROM figures
    WHERE
        (origin = 'submission' AND member <> '_T')
        OR (origin = 'published' AND member = '_T')
    GROUP BY municipality, quarter, dimension
)

SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM row_figures

UNION ALL

SELECT
    municipality,
    quarter,
    '_T' AS unit,
    '_T' AS omrade,
    dimension,
    member,
    value
FROM sum_figures
