-- What the fourth migration added: an account with its log-in, a key, what was said of the finding,
-- a set deadline, a release's sources, and the event log, sealed as it was then.
UPDATE receipt SET unit = 'farsta', sender = 'rapportor.farsta' WHERE sha256 = 'a2';

INSERT INTO account (
    municipality, id, login, name, role, password, must_change, active, created, secured
) VALUES (
    'stockholm', 'p1', 'rapportor.farsta', 'Person D', 'rapportor', 'a hash', false, true,
    '2025-01-10 08:00:00.000000', '2025-01-10 08:00:00.000000'
);

INSERT INTO account_unit VALUES ('stockholm', 'p1', 'farsta');

INSERT INTO session VALUES
    ('s1', 'stockholm', 'p1', 'csrf', '2025-01-16 08:00:00.000000', '2025-01-16 09:00:00.000000');

INSERT INTO token (municipality, id, label, unit, digest, "by", role, at)
VALUES ('stockholm', 't1', 'Verksamhetssystemet', 'farsta', 'd1', 'Person E', 'administratör', '2025-01-10 08:00:00.000000');

INSERT INTO comment VALUES
    ('stockholm', 1, '2024Q4', '738fa6bb10542052fc16cb35e5ba4d21', '6991bc0e95f3', 'Ringt enheten.', 'Handläggare A', 'granskare', '2025-01-20 08:00:00.000000');

INSERT INTO assignment VALUES
    ('stockholm', 1, '2024Q4', '738fa6bb10542052fc16cb35e5ba4d21', 'Handläggare A', '2025-01-31', 'Handläggare A', 'granskare', '2025-01-20 08:00:00.000000');

INSERT INTO collecting VALUES
    ('stockholm', 1, '2024Q4', '2025-01-01', '2025-01-20', '7,1', 'Person E', 'administratör', '2024-12-20 08:00:00.000000');

INSERT INTO release_source VALUES
    ('stockholm', '2024Q4', 1, '2024Q4', 'farsta', 'farsta-2024Q4-v2', 'a2');

INSERT INTO audit (nr, municipality, at, actor, role, via, act, quarter, unit, subject, detail, before, digest) VALUES
    (1, 'stockholm', '2025-01-15 09:00:00.000000', 'Kvartal', 'körning', 'kommandorad', 'received', '2024Q4', NULL, 'a1', '{"size": "11688"}',
     '0000000000000000000000000000000000000000000000000000000000000000',
     'd07726fae734db6a7e799e165b07ba51a8ae8be9b4129fc16ec027351d45e71d');

INSERT INTO audit (nr, municipality, at, actor, role, via, act, quarter, unit, subject, detail, before, digest) VALUES
    (2, 'stockholm', '2025-02-01 08:00:00.123456', 'Handläggare A', 'granskare', 'webb', 'waived', '2024Q4', 'jarva', '6991bc0e95f3', NULL,
     'd07726fae734db6a7e799e165b07ba51a8ae8be9b4129fc16ec027351d45e71d',
     '0cb6748bcb5d33191fcbae917d3f7a1616ffc6e7084d78197c93485787fef8b6');

INSERT INTO audit (nr, municipality, at, actor, role, via, act, quarter, unit, subject, detail, before, digest) VALUES
    (3, 'stockholm', '2025-02-03 08:00:00.000000', 'Person C', 'attestant', 'webb', 'published', '2024Q4', NULL, 'v1', NULL,
     '0cb6748bcb5d33191fcbae917d3f7a1616ffc6e7084d78197c93485787fef8b6',
     '1f54842b8f41ea0d5133102f62498513e5f0d335d4f0ad4392112d11299c5506');
