"""What ./portal decides before anything runs, and the sentences with which it refuses."""

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def listener():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


class TestPorts:
    def test_a_port_that_somebody_listens_on_is_not_free(self, portal, listener):
        assert not portal.port_is_free(listener)

    def test_the_port_of_last_time_is_kept_while_it_is_free(self, portal):
        port = portal.pick_port()
        assert portal.pick_port(port) == port

    def test_another_is_picked_when_it_is_taken(self, portal, listener):
        assert portal.pick_port(listener) != listener

    def test_a_picked_port_lies_below_those_the_kernel_gives_to_callers(self, portal):
        lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
        assert portal.pick_port() < lowest

    def test_a_busy_port_is_refused_in_one_sentence_that_names_who_has_it(self, portal, listener):
        with pytest.raises(portal.Trouble) as refusal:
            portal.Address("127.0.0.1", listener).require_free()
        said = str(refusal.value)
        assert f"Port {listener} is taken by" in said
        assert str(os.getpid()) in said
        assert f"--port {listener + 1}" in said

    def test_an_address_of_another_machine_is_refused_in_words(self, portal):
        with pytest.raises(portal.Trouble, match="not an address of this machine"):
            portal.port_is_free(8000, "192.0.2.1")

    @pytest.mark.parametrize("wanted", ["eight", "0", "70000"])
    def test_a_port_that_is_none_is_refused(self, portal, bare, wanted):
        bare.setenv("PORTAL_PORT", wanted)
        with pytest.raises(portal.Trouble, match="is not a port"):
            portal.Address.wanted(portal.read_command_line(["up"]))


class TestDisk:
    def test_too_little_room_is_said_before_anything_is_made(self, portal, place, monkeypatch):
        monkeypatch.setattr(portal.shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 7 * portal.MEBIBYTE))
        with pytest.raises(portal.Trouble, match=r"Only 7 MiB are free .* needs 300: make room"):
            portal.require_room(place)

    def test_a_full_disk_is_a_sentence_and_not_a_traceback(self, portal, place):
        with pytest.raises(portal.Trouble, match="is full"), portal.disk_trouble(place.var):
            raise OSError(errno.ENOSPC, "No space left on device")

    def test_a_folder_of_somebody_elses_is_a_sentence_too(self, portal, place):
        with pytest.raises(portal.Trouble, match="cannot be written by"), portal.disk_trouble(place.var):
            raise PermissionError(errno.EACCES, "Permission denied", "/somewhere")

    def test_a_file_is_replaced_whole(self, portal, place):
        path = place.var / "note"
        portal.write_whole(path, "first")
        portal.write_whole(path, "second")
        assert path.read_text() == "second"
        assert path.stat().st_mode & 0o777 == 0o600
        assert not list(place.var.glob("note.making*"))


class TestOneAtATime:
    def test_a_second_one_does_not_get_the_lock(self, portal, place):
        first, second = portal.stack_lock(place), portal.stack_lock(place)
        assert first.take()
        assert not second.take()
        assert second.is_held()
        first.give_back()
        assert not second.is_held()

    def test_the_lock_of_a_killed_process_is_free(self, portal, place):
        path = place.run / "portal.lock"
        holding = (
            f"import fcntl, time; lock = open({str(path)!r}, 'w'); fcntl.flock(lock, fcntl.LOCK_EX); "
            "print('held', flush=True); time.sleep(60)"
        )
        with subprocess.Popen([sys.executable, "-c", holding], stdout=subprocess.PIPE) as holder:
            holder.stdout.readline()
            assert portal.stack_lock(place).is_held()
            holder.send_signal(signal.SIGKILL)
            holder.wait()
        assert not portal.stack_lock(place).is_held()

    def test_a_process_number_used_again_is_not_taken_for_the_old_process(self, portal):
        ticks = portal.started_ticks(os.getpid())
        assert portal.is_the_same_process(os.getpid(), ticks)
        assert not portal.is_the_same_process(os.getpid(), ticks - 1)
        assert not portal.is_the_same_process(2**22 + 1, ticks)


class TestSockets:
    def test_a_deep_checkout_goes_without_a_unix_socket(self, portal):
        deep = Path("/" + "a" * 95)
        assert portal.socket_fits(Path("/srv/portal/var/servers"), ".s.PGSQL.20000")
        assert not portal.socket_fits(deep, ".s.PGSQL.20000")

    def test_the_longest_path_that_fits_is_really_bindable(self, portal, tmp_path_factory):
        folder = Path(os.path.realpath("/tmp")) / ("p" * 60)
        folder.mkdir(exist_ok=True)
        try:
            name = "s" * (portal.LONGEST_SOCKET_PATH - len(str(folder)) - 1)
            assert portal.socket_fits(folder, name)
            assert not portal.socket_fits(folder, name + "s")
            with socket.socket(socket.AF_UNIX) as trial:
                trial.bind(str(folder / name))
            (folder / name).unlink()
        finally:
            folder.rmdir()


class TestWhoseServers:
    def test_all_three_addresses_mean_that_none_are_started(self, portal, bare):
        for name in portal.GIVEN:
            bare.setenv(name, "somewhere")
        assert portal.servers_are_given()

    def test_two_of_three_is_a_mistake_that_is_named(self, portal, bare):
        bare.setenv("DATABASE_URL", "somewhere")
        bare.setenv("REDIS_URL", "somewhere")
        with pytest.raises(portal.Trouble, match="DATABASE_OWNER_URL is not: set all three"):
            portal.servers_are_given()

    def test_no_service_but_those_that_change_the_schema_learns_the_owners_password(self, portal, place, bare):
        for name in portal.GIVEN:
            bare.setenv(name, "somewhere")
        stack = portal.Stack(place)
        assert "DATABASE_OWNER_URL" not in stack.environment()
        assert "DATABASE_OWNER_URL" in stack.environment(owner=True)
        for service in portal.portal_services(stack, portal.Address("127.0.0.1", 8000), demo=False):
            assert "DATABASE_OWNER_URL" not in service.env

    def test_tests_hear_nothing_of_this_machines_mail_and_error_service(self, portal, place, bare):
        bare.setenv("SENTRY_DSN", "https://errors.example")
        bare.setenv("EMAIL_HOST", "mail.example")
        bare.setenv("PORTAL_FILES", "/srv/real-files")
        for name in portal.GIVEN:
            bare.setenv(name, "somewhere")
        env = portal.Stack(place.inside("test")).environment()
        assert not {"SENTRY_DSN", "EMAIL_HOST"} & env.keys()
        assert env["PORTAL_FILES"] == str(place.var / "test" / "files")

    def test_a_secret_key_is_made_once(self, portal, place, bare):
        for name in portal.GIVEN:
            bare.setenv(name, "somewhere")
        first, second = portal.Stack(place).environment(), portal.Stack(place).environment()
        assert len(first["PORTAL_SECRET_KEY"]) >= 40
        assert first["PORTAL_SECRET_KEY"] == second["PORTAL_SECRET_KEY"]
        assert (place.var / "keys.json").stat().st_mode & 0o777 == 0o600


class TestPurpose:
    def test_invented_people_never_join_real_ones(self, portal, place):
        assert not portal.settle_purpose(place, demo=False)
        with pytest.raises(portal.Trouble, match="data of a real portal"):
            portal.settle_purpose(place, demo=True)

    def test_a_demonstration_stays_one(self, portal, place, capsys):
        assert portal.settle_purpose(place, demo=True)
        assert portal.settle_purpose(place, demo=False)
        assert "demonstration data" in capsys.readouterr().out


class TestPackages:
    @pytest.fixture
    def lacking(self, portal, monkeypatch, place):
        """A machine that lacks what the test says, and a person who is or is not root."""

        def lack(missing, *, root):
            monkeypatch.setattr(portal, "missing_packages", lambda **_: dict(missing))
            monkeypatch.setattr(portal.os, "geteuid", lambda: 0 if root else 1000)
            monkeypatch.setattr(portal.shutil, "which", lambda _: None)

        return lack

    def test_whoever_is_not_root_is_given_the_very_command(self, portal, lacking):
        lacking({"the journeys in a browser": ["chromium"]}, root=False)
        command = "sudo apt-get update && sudo apt-get install --no-install-recommends chromium"
        with pytest.raises(portal.Trouble, match=re.escape(command)):
            portal.provide_packages(servers=True, tests=True)

    def test_copies_from_pip_stand_in_for_missing_servers(self, portal, lacking, capsys):
        lacking({"PostgreSQL": ["postgresql"], "Redis": ["redis-server"]}, root=False)
        portal.provide_packages(servers=True, tests=False)
        assert "for trying out" in capsys.readouterr().out

    def test_without_pango_the_portal_runs_and_says_what_it_cannot_do(self, portal, lacking, capsys):
        lacking({"making PDFs": portal.PANGO}, root=False)
        portal.provide_packages(servers=True, tests=False)
        assert "No PDF can be made until" in capsys.readouterr().out
        with pytest.raises(portal.Trouble, match="libpango"):
            portal.provide_packages(servers=True, tests=True)

    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ("OSError: [Errno 28] No space left on device", "disk is full"),
            ("Temporary failure in name resolution", "could not be reached"),
            ("npm ERR! code EINTEGRITY", "byte for byte"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "byte for byte"),
            ("E: Could not get lock /var/lib/dpkg/lock-frontend", "another apt"),
            ("something new", "last words"),
        ],
    )
    def test_a_tools_failure_is_put_into_words(self, portal, said, reason):
        assert reason in portal.why_it_failed(said)

    def test_a_failing_step_says_what_it_was_and_where_all_of_it_stands(self, portal, place):
        with pytest.raises(portal.Trouble) as refusal:
            portal.run_step("Fetching things", ["sh", "-c", "echo ENOTFOUND; exit 3"], log=place.log("setup"))
        assert "Fetching things failed: its package registry could not be reached" in str(refusal.value)
        assert str(place.log("setup")) in str(refusal.value)

    def test_a_list_is_installed_again_only_when_it_has_changed(self, portal, place, bare):
        (portal.venv_folder() / "bin").mkdir(parents=True)
        assert portal.lists_to_install("base", "test") == ["base", "test"]
        portal.note_installed("test")
        assert portal.lists_to_install("base", "test") == []
        bare.setattr(portal, "fingerprint", lambda *_: "another")
        assert portal.lists_to_install("base", "test") == ["base", "test"]

    def test_a_venv_that_is_not_there_is_named(self, portal, bare):
        bare.setenv("PORTAL_VENV", "/nowhere")
        with pytest.raises(portal.Trouble, match="PORTAL_VENV names /nowhere"):
            portal.provide_python("base")


def pins(name):
    return set(re.findall(r"^(\S+==\S+)", (TOP / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))


class TestLists:
    def test_each_holds_all_of_the_one_before(self, portal):
        assert portal.LISTS == ["base", "test", "lint"]
        assert pins("base") < pins("test") < pins("lint")

    @pytest.mark.parametrize("path", sorted((TOP / "requirements").glob("*.txt")), ids=lambda path: path.stem)
    def test_every_package_has_hashes_and_nothing_names_an_address(self, path):
        text = path.read_text()
        assert "://" not in text
        assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in block, block

    def test_the_front_end_lock_names_no_address(self):
        lock = TOP / "package-lock.json"
        assert '"resolved"' not in lock.read_text()


class TestDoctor:
    def test_trouble_met_on_the_way_is_a_finding_and_the_examination_goes_on(self, portal, place):
        def look(_):
            yield portal.ok("first", "well.")
            raise portal.Trouble("The second is not.")

        findings = list(portal.examine("part", look, place))
        assert [finding.verdict for finding in findings] == ["ok", "WRONG"]
        assert str(findings[1]) == "WRONG part: The second is not."

    def test_an_old_backup_is_noted_with_its_remedy(self, portal, place):
        portal.make_folder(place.backups, 0o700)
        portal.write_whole(place.backups / "latest.json", '{"made_at": "2026-01-01T00:00:00+00:00", "folder": "/b"}')
        finding = portal.look_at_backup(place)
        assert finding.verdict == "note"
        assert "./portal backup" in finding.remedy

    def test_data_of_a_version_that_is_not_installed_are_named(self, portal, place, bare):
        data = portal.server_folder(place) / "postgres"
        data.mkdir(parents=True)
        (data / "PG_VERSION").write_text("9\n")
        findings = list(portal.look_at_data(place))
        assert findings[0].verdict == "WRONG"
        assert "postgresql-9" in findings[0].remedy
        with pytest.raises(portal.Trouble, match="made by PostgreSQL 9, which is not installed"):
            portal.Postgres(place, portal.Keys(place), port=20_000)

    def test_a_busy_port_is_a_finding(self, portal, place, bare, listener):
        bare.setenv("PORTAL_PORT", str(listener))
        findings = list(portal.examine("running", portal.look_at_running, place))
        assert f"Port {listener} is taken" in findings[-1].text


class TestConnection:
    def test_a_password_travels_in_the_environment_and_is_decoded(self, portal):
        assert portal.connection("postgres://owner:p%40ss@db.example:5433/portal") == {
            "PGHOST": "db.example",
            "PGPORT": "5433",
            "PGUSER": "owner",
            "PGPASSWORD": "p@ss",
            "PGDATABASE": "portal",
        }


class TestCommandLine:
    def test_what_follows_test_is_pytests_to_read(self, portal):
        assert portal.read_command_line(["test", "-x", "--lf", "tests/a"]).rest == ["-x", "--lf", "tests/a"]

    def test_an_older_python_is_told_in_a_sentence(self):
        text = (TOP / "portal").read_text()
        before = text.index("sys.version_info < (3, 11)")
        assert "import tomllib" not in text[:before]


class TestReadiness:
    def test_what_the_portal_says_of_itself_is_repeated_in_words(self, portal):
        said = "not ready: the database does not answer\n"
        assert portal.why_not_ready(503, said) == "the database does not answer."
        assert portal.why_not_ready(502, "<html>") == "/readyz answered 502."
        assert portal.why_not_ready(0, "") == "the web server does not answer."
