-- What follows the quarters: each law's decisions by one dimension at a time, with Summa as _T.
-- Summa is the sum of the rows, and for a published quarter the printed one. The kön of
-- submissions are those of the insats rows, not of their Summa row, which can differ. A part of
-- another row counts in no Summa and in no kön.
WITH margins AS (
    SELECT 0 AS all_members
    UNION ALL
    SELECT 1 AS all_members
),

stated AS (
    SELECT
        municipality,
        quarter,
        lag,
        statement AS dimension,
        part,
        value,
        CASE statement
            WHEN 'insats' THEN insats
            WHEN 'orsak' THEN orsak
            WHEN 'handelse' THEN handelse
            WHEN 'rapporttyp' THEN rapporttyp
            WHEN 'grund' THEN grund
            WHEN 'vantetid' THEN vantetid
        END AS member
    FROM submitted_figure
    WHERE kon = '_T'
),

by_kon AS (
    SELECT
        municipality,
        quarter,
        lag,
        'kon' AS dimension,
        value,
        kon AS member
    FROM submitted_figure
    WHERE statement = 'insats' AND insats <> '_T' AND kon <> '_T' AND NOT part
)

SELECT
    stated.municipality,
    stated.quarter,
    stated.lag,
    stated.dimension,
    CASE margins.all_members WHEN 1 THEN '_T' ELSE stated.member END AS member,
    SUM(stated.value) AS value
FROM stated
CROSS JOIN margins
WHERE stated.member <> '_T' AND NOT (stated.part AND margins.all_members = 1)
GROUP BY
    stated.municipality,
    stated.quarter,
    stated.lag,
    stated.dimension,
    CASE margins.all_members WHEN 1 THEN '_T' ELSE stated.member END

UNION ALL

SELECT
    by_kon.municipality,
    by_kon.quarter,
    by_kon.lag,
    by_kon.dimension,
    CASE margins.all_members WHEN 1 THEN '_T' ELSE by_kon.member END AS member,
    SUM(by_kon.value) AS value
FROM by_kon
CROSS JOIN margins
GROUP BY
    by_kon.municipality,
    by_kon.quarter,
    by_kon.lag,
    by_kon.dimension,
    CASE margins.all_members WHEN 1 THEN '_T' ELSE by_kon.member END

UNION ALL

SELECT
    municipality,
    quarter,
    lag,
    statement AS dimension,
    CASE statement
        WHEN 'insats' THEN insats
        WHEN 'orsak' THEN orsak
        WHEN 'handelse' THEN handelse
        WHEN 'rapporttyp' THEN rapporttyp
        WHEN 'grund' THEN grund
        WHEN 'vantetid' THEN vantetid
        WHEN 'kon' THEN kon
    END AS member,
    value
FROM printed_figure
WHERE kon = '_T' OR statement = 'kon'
