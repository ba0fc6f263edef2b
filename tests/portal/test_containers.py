"""docker-compose.yml describes the same portal on separate services; no engine is needed to read it."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((TOP / "docker-compose.yml").read_text())["services"]


def test_every_part_of_the_portal_has_a_service(services):
    assert services.keys() == {"db", "redis", "migrate", "web", "worker", "beat"}


def test_each_waits_for_what_it_needs(services):
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "redis": {"condition": "service_healthy"},
        }
    assert services["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}


def test_only_the_migration_knows_the_owners_password(services):
    knows = {name for name, service in services.items() if "DATABASE_OWNER_URL" in service["environment"]}
    assert knows == {"migrate"}


def test_whoever_serves_is_asked_whether_it_is_well(services):
    assert {name for name, service in services.items() if "healthcheck" in service} == {"db", "redis", "web", "worker"}


def test_nothing_but_the_web_server_listens_outside_and_that_on_loopback(services):
    assert {name for name, service in services.items() if "ports" in service} == {"web"}
    assert "127.0.0.1" in services["web"]["ports"][0]


def test_the_two_roles_are_those_that_portal_makes(portal):
    """The same statements, but for their passwords, so that neither way of starting knows a role the other lacks."""
    script = (TOP / "docker" / "two-roles.sh").read_text()
    for role in (portal.Postgres.OWNER, portal.Postgres.APP):
        assert re.search(rf"^CREATE ROLE {role} LOGIN .*PASSWORD", script, re.MULTILINE)
    source = (TOP / "portal").read_text()
    # Where a database is run by others, nobody else tells it to show no statement.
    for role, name in ((portal.Postgres.OWNER, "OWNER"), (portal.Postgres.APP, "APP")):
        assert f"ALTER ROLE {role} SET track_activities = off" in script
        assert f"ALTER ROLE {{self.{name}}} SET track_activities = off" in source
    for words in ("NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE", "LOGIN CREATEDB", "REVOKE ALL ON DATABASE"):
        assert words in script
        assert words in source


def test_the_composed_database_is_told_what_the_private_one_is_told(portal, services):
    """So that neither writes down or shows a statement with what people wrote."""
    source = (TOP / "portal").read_text()
    command = services["db"]["command"]
    for name in ("log_statement", "log_min_error_statement", "log_min_duration_statement", "log_error_verbosity",
                 "log_parameter_max_length", "log_parameter_max_length_on_error", "track_activities"):  # fmt: skip
        [told] = [each.partition("=")[2] for each in command if each.startswith(f"{name}=")]
        assert f'"{name}": "{told}"' in source


def test_the_script_is_good_shell():
    subprocess.run(["sh", "-n", TOP / "docker" / "two-roles.sh"], check=True)


def test_the_image_copies_what_is_there_and_leaves_out_what_a_machine_made():
    for line in (TOP / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *sources, _ = line.split()[1:]
            assert all((TOP / source).exists() for source in sources), line
    left_out = (TOP / ".dockerignore").read_text().splitlines()
    assert {".git", "var", "node_modules", "static_vendor", ".env"} <= set(left_out)


# What the containers settle by themselves, so that nobody else can: where things lie, and on what address they listen.
SETTLED_BY_THE_CONTAINERS = {
    *("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PORTAL_BIND", "PORTAL_LISTEN", "PORTAL_VAR", "PORTAL_VENV"),
    *("PORTAL_FILES", "PORTAL_STATIC_ROOT", "PORTAL_BACKUPS", "PORTAL_BACKUP_URL"),
}


@pytest.fixture(scope="module")
def explained():
    """The names in the first column of the table of settings."""
    page = (TOP / "docs" / "operations.md").read_text()
    table = page.partition("| Setting | Means | Without it |")[2].partition("\n\n")[0]
    return set(re.findall(r"`([A-Z_]+)`", " ".join(row.split("|")[1] for row in table.splitlines() if "|" in row)))


def passed_on(services):
    """The settings that a file .env can give, as no other value is written for them."""
    text = (TOP / "docker-compose.yml").read_text()
    unvalued = {name for name, value in services["web"]["environment"].items() if value is None}
    return unvalued | set(re.findall(r"\$\{(\w+)", text))


def test_every_setting_that_compose_passes_on_is_explained(services):
    told = set(re.findall(r"`(\w+)`", (TOP / "docs" / "operations.md").read_text()))
    assert passed_on(services) <= told, passed_on(services) - told


def test_every_setting_that_is_explained_can_be_given_to_compose(services, explained):
    assert len(explained) > 30
    assert explained - SETTLED_BY_THE_CONTAINERS == passed_on(services) & explained


def test_the_web_server_the_worker_and_the_migration_are_given_the_same_settings(services):
    web = services["web"]["environment"]
    assert web == services["worker"]["environment"] == services["beat"]["environment"]
    assert web.items() <= services["migrate"]["environment"].items()


def test_every_setting_the_portal_reads_is_explained(portal):
    read = r"(?:environ(?:\.get\(|\[)|_yes\(|_list\()\"(\w+)\""
    sources = [TOP / "portal", TOP / "gunicorn.conf.py", *(TOP / "scrutiny_portal").glob("*.py")]
    named = {name for source in sources for name in re.findall(read, source.read_text())}
    inner = {"DJANGO_SETTINGS_MODULE", "PORTAL_DATABASE_ROLE", "PROMETHEUS_MULTIPROC_DIR", "PATH"}
    explained = set(re.findall(r"`(\w+)`", (TOP / "docs" / "operations.md").read_text()))
    assert named - inner <= explained, named - inner - explained
