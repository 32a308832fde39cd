-- The published figures in force: for a quarter without any loaded submission those of the report
-- that was published last.
WITH ranked AS (
    SELECT
        published.municipality,
        published.quarter,
        published.report,
        published.lag,
        published.statement,
        published.omrade,
        published.insats,
        published.orsak,
        published.kon,
        published.handelse,
        published.rapporttyp,
        published.grund,
        published.vantetid,
        published.value,
        DENSE_RANK() OVER (
            PARTITION BY
                published.municipality, published.quarter, published.lag, published.statement
            ORDER BY published_report.last_quarter DESC, published_report.name DESC
        ) AS age
    FROM published
    INNER JOIN published_report
        ON
            published.municipality = published_report.municipality
            AND published.report = published_report.name
)

SELECT
    municipality,
    quarter,
    report,
    lag,
    statement,
    omrade,
    insats,
    orsak,
    kon,
    handelse,
    rapporttyp,
    grund,
    vantetid,
    value
FROM ranked
WHERE
    age = 1
    AND NOT EXISTS (
        SELECT 1
        FROM submission
        WHERE
            submission.loaded
            AND submission.municipality = ranked.municipality
            AND submission.quarter = ranked.quarter
    )
