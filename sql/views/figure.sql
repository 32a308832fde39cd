-- The figures in force. For each unit and quarter those of the latest loaded version; for a quarter
-- without any loaded submission those of the report that was published last.
WITH ranked_submission AS (
    SELECT
        municipality,
        quarter,
        unit,
        id,
        version,
        ROW_NUMBER() OVER (
            PARTITION BY municipality, quarter, unit
            ORDER BY version DESC
        ) AS age
    FROM submission
    WHERE loaded
),

ranked_published AS (
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
    ranked_submission.municipality,
    ranked_submission.quarter,
    'submission' AS origin,
    ranked_submission.unit,
    ranked_submission.id AS submission,
    ranked_submission.version,
    NULL AS report,
    observation.lag,
    observation.statement,
    observation.omrade,
    observation.insats,
    observation.orsak,
    observation.kon,
    observation.handelse,
    observation.rapporttyp,
    observation.grund,
    observation.vantetid,
    observation.value,
    observation.sheet,
    observation.cell
FROM ranked_submission
INNER JOIN observation
    ON
        ranked_submission.municipality = observation.municipality
        AND ranked_submission.id = observation.submission
WHERE ranked_submission.age = 1

UNION ALL

SELECT
    ranked_published.municipality,
    ranked_published.quarter,
    'published' AS origin,
    '_T' AS unit,
    NULL AS submission,
    NULL AS version,
    ranked_published.report,
    ranked_published.lag,
    ranked_published.statement,
    ranked_published.omrade,
    ranked_published.insats,
    ranked_published.orsak,
    ranked_published.kon,
    ranked_published.handelse,
    ranked_published.rapporttyp,
    ranked_published.grund,
    ranked_published.vantetid,
    ranked_published.value,
    NULL AS sheet,
    NULL AS cell
FROM ranked_published
WHERE
    ranked_published.age = 1
    AND NOT EXISTS (
        SELECT 1
        FROM submission
        WHERE
            submission.loaded
            AND submission.municipality = ranked_published.municipality
            AND submission.quarter = ranked_published.quarter
    )
