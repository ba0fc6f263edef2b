#!/bin/sh
# Run once, when the database is first made: the role that owns the schema, and the role that the application uses,
# which owns nothing and cannot step around row-level security.
set -eu
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$PORTAL_OWNER_PASSWORD" --set app_password="$PORTAL_APP_PASSWORD" <<'SQL'
CREATE ROLE portal_owner LOGIN CREATEDB PASSWORD :'owner_password';
CREATE ROLE portal_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
-- A statement holds what somebody answered: nobody reads it, nor when it came, in the list of sessions.
ALTER ROLE portal_owner SET track_activities = off;
ALTER ROLE portal_app SET track_activities = off;
GRANT portal_app TO portal_owner;
CREATE DATABASE portal OWNER portal_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal_app;
SQL
