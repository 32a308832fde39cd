-- What follows the quarters: each law's decisions by one dimension at a time, with Summa as _T.
-- Summa is the sum of the rows, and for a published quarter the printed one. The kön of
-- submissions are those of the insats rows, not of their Summa row, which can differ.
WITH figures AS NOT MATERIALIZED (
    SELECT
        municipality,
        quarter,
        origin,
        lag,
        statement AS dimension,
        value,
        CASE statement
            WHEN 'insats' THEN insats
            WHEN 'orsak' THEN orsak
            WHEN 'handelse' THEN handelse
            WHEN 'rapporttyp' THEN rapporttyp
            WHEN 'grund' THEN grund
            WHEN 'vantetid' THEN vantetid
            WHEN 'kon' THEN kon
        END AS member
    FROM figure
    WHERE kon = '_T' OR statement = 'kon'

    UNION ALL

    SELECT
        municipality,
        quarter,
        origin,
        lag,
        'kon' AS dimension,
        value,
        kon AS member
    FROM figure
    WHERE origin = 'submission' AND statement = 'insats' AND insats <> '_T' AND kon <> '_T'
)

SELECT
    municipality,
    quarter,
    lag,
    dimension,
    member,
    SUM(value) AS value
FROM figures
WHERE member <> '_T'
GROUP BY municipality, quarter, lag, dimension, member

UNION ALL

SELECT
    municipality,
    quarter,
    lag,
    dimension,
    '_T' AS member,
    SUM(value) AS value
FROM figures
WHERE
    (origin = 'submission' AND member <> '_T')
    OR (origin = 'published' AND member = '_T')
GROUP BY municipality, quarter, lag, dimension
