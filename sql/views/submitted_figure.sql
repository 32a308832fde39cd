-- The figures that units have in force: for each unit and quarter those of the latest loaded
-- version. A flat join without any grouping, so that whoever reads some quarters reads only those;
-- a CROSS JOIN, which SQLite takes in this order: the submissions are few, the observations many.
SELECT
    submission.municipality,
    submission.quarter,
    submission.unit,
    submission.id AS submission,
    submission.version,
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
    observation.part,
    observation.value,
    observation.sheet,
    observation.cell
FROM submission
CROSS JOIN observation
WHERE
    observation.municipality = submission.municipality
    AND observation.submission = submission.id
    AND submission.loaded
    AND NOT EXISTS (
        SELECT 1
        FROM submission AS later
        WHERE
            later.loaded
            AND later.municipality = submission.municipality
            AND later.quarter = submission.quarter
            AND later.unit = submission.unit
            AND later.version > submission.version
    )
