-- What the second migration added: a waiver, an approval, and a release with what it printed.
INSERT INTO ruling (municipality, nr, quarter, finding, fingerprint, decided, reason, "by", role, at, sha256)
VALUES (
    'stockholm', 1, '2024Q4', '6991bc0e95f3', '787f29c0ceffd5ea36912ae65df1c8b8', 'waived', 'Enheten har bekräftat summan.',
    'Handläggare A', 'granskare', '2025-02-01 08:00:00.000000', 'b1'
);

INSERT INTO approval VALUES
    ('stockholm', 1, '2024Q4', 'c0ffee', 'Person B', 'attestant', '2025-02-02 08:00:00.000000');

INSERT INTO release VALUES (
    'stockholm', '2024Q4', 1, 'c0ffee', 'd1', 'd2', 'Person C', 'attestant',
    '2025-02-03 08:00:00.000000', NULL
);

INSERT INTO release_input VALUES ('stockholm', '2024Q4', 1, 'farsta', 'a2');

INSERT INTO release_figure VALUES
    ('stockholm', '2024Q4', 1, 'offentlig', 0, 1, 'LSS', 'Bostad för vuxna', '_T', '_T', '2024Q4', '2024Q4', 9, ''),
    ('stockholm', '2024Q4', 1, 'offentlig', 1, 7, 'LSS', 'Järva', 'jarva', '', 'Bostad för vuxna', '2024Q4', NULL, 'suppressed');
