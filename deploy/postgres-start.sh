#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the roles and the two databases.
set -eu
secret() { cat "/run/secrets/$1"; }
psql -q -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" \
    -v owner="$(secret owner_password)" -v app="$(secret app_password)" \
    -v prefect="$(secret prefect_password)" <<'SQL'
CREATE ROLE kvartal_agare LOGIN PASSWORD :'owner';
CREATE ROLE kvartal_app LOGIN PASSWORD :'app';
CREATE ROLE prefect LOGIN PASSWORD :'prefect';
CREATE DATABASE kvartal OWNER kvartal_agare;
CREATE DATABASE prefect OWNER prefect;
REVOKE CONNECT ON DATABASE kvartal, prefect FROM PUBLIC;
GRANT CONNECT ON DATABASE kvartal TO kvartal_app;
\connect prefect
CREATE EXTENSION IF NOT EXISTS pg_trgm;
SQL
