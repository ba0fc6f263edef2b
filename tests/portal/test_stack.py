"""A throwaway PostgreSQL and Redis under ./portal: killed and recovered, started twice, stopped with data kept."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
# One worker runs them all, in this order: they tell the story of one stack.
pytestmark = pytest.mark.xdist_group("stack")

WITHHELD = ("PORTAL_", "DATABASE_", "REDIS_", "PG", "DJANGO_", "PYTEST_")


@pytest.fixture(scope="module")
def folder():
    # Not below pytest's own folder: as root the servers run as another user, who may not walk through that one.
    path = Path(tempfile.mkdtemp(prefix="portal-stack-"))
    path.chmod(0o755)
    yield path
    run(path, "down")
    shutil.rmtree(path, ignore_errors=True)


def environment(folder):
    env = {name: value for name, value in os.environ.items() if not name.startswith(WITHHELD)}
    return {**env, "PORTAL_VAR": str(folder / "var"), "PORTAL_VENV": sys.prefix}


def begin(folder, *words):
    command = [sys.executable, str(TOP / "portal"), *words]
    return subprocess.Popen(
        command, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def run(folder, *words):
    process = begin(folder, *words)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def board(folder):
    return json.loads((folder / "var" / "run" / "state.json").read_text())


def recovered(folder, name, *, was):
    about = board(folder)["services"][name]
    return about["state"] == "ready" and about["pid"] != was


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def stack(folder):
    code, said = run(folder, "up", "--servers-only", "--detach")
    assert code == 0, said
    return folder


def test_two_starts_at_once_give_one_stack(folder):
    both = [begin(folder, "up", "--servers-only", "--detach") for _ in range(2)]
    said = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sum("It was already running" in words for words in said) == 1, said
    assert len({about["pid"] for about in board(folder)["services"].values()}) == 2


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_killed_server_is_back_within_seconds(stack, name):
    before = board(stack)["services"][name]["pid"]
    os.kill(before, signal.SIGKILL)
    wait_for(lambda: recovered(stack, name, was=before))


def test_postgres_alone_recovers_from_the_death_of_one_of_its_children(stack, portal):
    main = board(stack)["services"]["postgres"]["pid"]
    child = int(Path(f"/proc/{main}/task/{main}/children").read_text().split()[0])
    os.kill(child, signal.SIGKILL)
    wait_for(lambda: portal.started_ticks(child) is None)
    code, said = run(stack, "doctor")
    assert "ok    PostgreSQL: answers." in said or code == 1
    wait_for(lambda: "ok    PostgreSQL: answers." in run(stack, "doctor")[1])
    assert board(stack)["services"]["postgres"]["pid"] == main


def test_the_roles_are_what_they_must_be(stack):
    code, said = run(stack, "manage", "shell", "-v0", "-c", ROLES)
    assert code == 0, said
    assert json.loads(said.strip().splitlines()[-1]) == {
        "portal_app": {"super": False, "bypass": False, "createdb": False, "owns": False},
        "portal_owner": {"super": False, "bypass": False, "createdb": True, "owns": True},
    }


ROLES = """
import json
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, oid = (SELECT datdba FROM pg_database"
        " WHERE datname = 'portal') FROM pg_roles WHERE rolname LIKE 'portal%'"
    )
    print(json.dumps({row[0]: dict(zip(["super", "bypass", "createdb", "owns"], row[1:])) for row in cursor}))
"""


def test_a_backup_comes_back_whole_and_a_spoilt_one_is_noticed(stack):
    files = stack / "var" / "files" / "ab"
    files.mkdir(parents=True, exist_ok=True)
    (files / "letter").write_text("as it was sent")
    kept = stack / "kept"
    code, said = run(stack, "backup", str(kept))
    assert code == 0, said
    code, said = run(stack, "restore", "--check", str(kept))
    assert code == 0, said
    assert "The backup is sound." in said

    (kept / "files" / "ab" / "letter").write_text("as it was altered")
    code, said = run(stack, "restore", "--check", str(kept))
    assert code == 1, said
    assert "ab/letter" in said


def test_after_a_kill_of_the_portal_itself_the_next_start_finds_the_data(stack):
    about = board(stack)
    marker = "before the kill"
    code, said = run(
        stack, "manage", "shell", "-v0", "-c", f"from django.core.cache import cache; cache.set('m', '{marker}')"
    )
    assert code == 0, said
    os.kill(about["pid"], signal.SIGKILL)
    code, said = run(stack, "up", "--servers-only", "--detach")
    assert code == 0, said
    assert board(stack)["pid"] != about["pid"]
    code, said = run(
        stack, "manage", "shell", "-v0", "-c", "from django.core.cache import cache; print(cache.get('m'))"
    )
    assert marker in said


def test_down_stops_everything_and_says_so(stack, portal):
    services = board(stack)["services"]
    code, said = run(stack, "down")
    assert (code, "Stopped." in said) == (0, True), said
    assert all(portal.started_ticks(about["pid"]) is None for about in services.values())
    assert run(stack, "down") == (0, "portal: It is not running.\n")
