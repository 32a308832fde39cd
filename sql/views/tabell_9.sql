-- Table 9: LSS by time since the decision, decisions never executed and interruptions apart.
SELECT
    municipality,
    quarter,
    vantetid AS row_member,
    grund AS column_member,
    value
FROM tid_per_grund
WHERE lag = 'LSS'
