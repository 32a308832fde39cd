-- What the first migration's tables held: two units, one of them with a second version, a finding,
-- and a quarter before that is known from a published report. Times are UTC.
INSERT INTO receipt (municipality, quarter, sha256, file_name, size, received, duplicate_of) VALUES
    ('stockholm', '2024Q4', 'a1', 'farsta.xlsx', 11688, '2025-01-15 09:00:00.000000', NULL),
    ('stockholm', '2024Q4', 'a2', 'farsta.xlsx', 11690, '2025-01-16 09:00:00.000000', NULL),
    ('stockholm', '2024Q4', 'b1', 'järva.xlsx', 12001, '2025-01-17 09:00:00.000000', 'jarva.xlsx');

INSERT INTO submission VALUES
    ('stockholm', 'farsta-2024Q4-v1', 'farsta', '2024Q4', 1, 'a1', 'farsta.xlsx', 'accepted', true, false, 1),
    ('stockholm', 'farsta-2024Q4-v2', 'farsta', '2024Q4', 2, 'a2', 'farsta.xlsx', 'accepted', true, true, 1),
    ('stockholm', 'jarva-2024Q4-v1', 'jarva', '2024Q4', 1, 'b1', 'järva.xlsx', 'quarantined', true, false, NULL);

INSERT INTO observation (
    municipality, submission, nr, lag, statement, omrade, insats, orsak, kon,
    handelse, rapporttyp, grund, vantetid, value, sheet, cell
) VALUES
    ('stockholm', 'farsta-2024Q4-v1', 1, 'LSS', 'insats', '_T', 'bostad-vuxna', '_T', '_T', '_T', '_T', '_T', '_T', 9, 'LSS', 'E4'),
    ('stockholm', 'farsta-2024Q4-v2', 1, 'LSS', 'insats', '_T', 'bostad-vuxna', '_T', '_T', '_T', '_T', '_T', '_T', 7, 'LSS', 'E4'),
    ('stockholm', 'farsta-2024Q4-v2', 2, 'LSS', 'insats', '_T', 'bostad-vuxna', '_T', 'kvinna', '_T', '_T', '_T', '_T', 4, 'LSS', 'B4'),
    ('stockholm', 'farsta-2024Q4-v2', 3, 'LSS', 'insats', '_T', 'bostad-vuxna', '_T', 'man', '_T', '_T', '_T', '_T', 3, 'LSS', 'C4'),
    ('stockholm', 'farsta-2024Q4-v2', 4, 'LSS', 'insats', '_T', '_T', '_T', '_T', '_T', '_T', '_T', '_T', 7, 'LSS', 'E11'),
    ('stockholm', 'jarva-2024Q4-v1', 1, 'LSS', 'insats', '_T', 'bostad-vuxna', '_T', '_T', '_T', '_T', '_T', '_T', 2, 'LSS', 'E4'),
    ('stockholm', 'jarva-2024Q4-v1', 2, 'LSS', 'insats', '_T', 'daglig-verksamhet', '_T', '_T', '_T', '_T', '_T', '_T', 5, NULL, NULL);

INSERT INTO decision (
    municipality, submission, sheet_row, sheet, cell, lopnummer, lag, lagrum, insats, kon,
    aldersgrupp, orsak, kompensatorisk, rapporttyp, status, beslutsdatum, kommentar
) VALUES (
    'stockholm', 'farsta-2024Q4-v2', 2, 'Beslut', 'A2', 'F-1', 'LSS', 'lss-9', 'bostad-vuxna', 'kvinna',
    'vuxen', 'annat-skal', 'nej', 'ater', 'ej-verkstallt', '2023-07-28', 'Väntar på svar.'
);

INSERT INTO finding VALUES (
    'stockholm', '2024Q4', '6991bc0e95f3', 0, '787f29c0ceffd5ea36912ae65df1c8b8', 'jarva-2024Q4-v1', 1, NULL, 'KON-511', 'fel', '2024Q4',
    'jarva', 'LSS', 'E17', '7', '6', NULL, 'Totalt är 7 men könen ger 6.', 'Rätta raden.', 'open',
    'jarva:LSS!D17', '{"sheet": "LSS", "cell": "D17", "found": 0, "suggested": 1}',
    '[{"sheet": "LSS", "cell": "D17", "found": 0, "suggested": 1}]', '[]'
);

INSERT INTO outcome VALUES ('stockholm', 'jarva-2024Q4-v1', 'FUL-401', 'held', NULL);

INSERT INTO published_report (municipality, name, title, source, last_quarter)
VALUES ('stockholm', 'historik', 'Rapport, kvartal 3, 2024', 'tabell 1', '2024Q3');

INSERT INTO published (
    municipality, report, quarter, lag, statement, omrade, insats, orsak, kon,
    handelse, rapporttyp, grund, vantetid, value
) VALUES
    ('stockholm', 'historik', '2024Q3', 'LSS', 'insats', '_T', 'bostad-vuxna', '_T', '_T', '_T', '_T', '_T', '_T', 60),
    ('stockholm', 'historik', '2024Q3', 'LSS', 'insats', '_T', '_T', '_T', '_T', '_T', '_T', '_T', '_T', 61);

-- The views of that version, as far as they matter to an upgrade: tables cannot be altered under
-- them, and one reads the other.
CREATE VIEW figure AS SELECT * FROM observation;
CREATE VIEW tabell_1 AS SELECT quarter, value FROM submission, figure;
INSERT INTO installed VALUES ('schema', 'of the version before');
