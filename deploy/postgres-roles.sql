-- Two roles for the warehouse on PostgreSQL: kvartal_agare owns it and changes its tables,
-- kvartal_app does everything else and can neither change the tables nor what is in the event log.
--
-- The roles, the passwords and the database are made once, by somebody who may:
--
--     CREATE ROLE kvartal_agare LOGIN PASSWORD '...';
--     CREATE ROLE kvartal_app LOGIN PASSWORD '...';
--     CREATE DATABASE kvartal OWNER kvartal_agare;
--
-- Then, and after every new version, both of these in this order:
--
--     KVARTAL_DATABASE_URL=postgresql://kvartal_agare@host/kvartal kvartal migrate
--     psql -1 -f postgres-roles.sql postgresql://kvartal_agare@host/kvartal
--     (passwords in the file that PGPASSFILE names: in an address other users could read them)
--
-- Everything else runs as kvartal_app. Run by the owner, in the database of the warehouse.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kvartal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kvartal_app;
-- And on what a later version makes, whose views are made anew each time.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kvartal_app;
REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM kvartal_app;
REVOKE INSERT, UPDATE, DELETE ON installed, alembic_version FROM kvartal_app;
