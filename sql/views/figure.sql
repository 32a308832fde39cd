-- The figures in force: those of submissions, and for a quarter without any those that were
-- published. A view that groups reads the two apart: SQLite takes no condition down past a GROUP BY
-- into a UNION.
SELECT
    municipality,
    quarter,
    'submission' AS origin,
    unit,
    submission,
    version,
    NULL AS report,
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
    part,
    value,
    sheet,
    cell
FROM submitted_figure

UNION ALL

SELECT
    municipality,
    quarter,
    'published' AS origin,
    '_T' AS unit,
    NULL AS submission,
    NULL AS version,
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
    FALSE AS part,
    value,
    NULL AS sheet,
    NULL AS cell
FROM printed_figure
