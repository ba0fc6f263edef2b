"""How ./portal looks after processes: small ones here, real servers in test_stack.py."""

import os
import signal
import subprocess
import sys
import time

import pytest

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]


@pytest.fixture
def crew(portal, place):
    crew = portal.Supervisor(place)
    yield crew
    crew.stop()


def look_until(crew, condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        for service in crew.services:
            crew.look_after(service)
        crew.wait(0.02)


def test_the_first_try_is_at_once_and_no_pause_is_over_ten_seconds(portal):
    pauses = [portal.pause_before(attempt) for attempt in range(20)]
    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert max(pauses) == 10
    # A killed PostgreSQL may refuse for ten seconds: by then there were several tries, and others follow.
    assert 4 <= sum(1 for attempt in range(20) if sum(pauses[: attempt + 1]) <= 10) <= 8


def test_a_fallen_service_is_started_again(portal, crew):
    service = portal.Service("sleeper", SLEEPER)
    crew.start(service)
    first = service.process.pid
    os.kill(first, signal.SIGKILL)
    look_until(crew, lambda: service.state == "ready" and service.process.pid != first)
    assert service.restarts == 1


def test_one_that_keeps_falling_is_given_longer_and_longer_pauses(portal, crew, monkeypatch):
    service = portal.Service("faller", SLEEPER)
    crew.start(service)
    service.command = ["false"]
    os.kill(service.process.pid, signal.SIGKILL)
    pauses = []
    monkeypatch.setattr(portal, "pause_before", lambda attempt: pauses.append(attempt) or 0.01)
    look_until(crew, lambda: len(pauses) >= 4)
    assert pauses[:4] == [0, 1, 2, 3]


def test_one_that_never_starts_stops_everything_with_its_own_last_words(portal, crew, place):
    service = portal.Service("broken", ["sh", "-c", "echo the reason; exit 4"], ready=lambda: False)
    with pytest.raises(portal.Trouble) as refusal:
        crew.start(service)
    assert "broken ended with code 4" in str(refusal.value)
    assert "the reason" in str(refusal.value)


def test_a_full_disk_in_a_services_log_becomes_the_sentence_about_the_disk(portal, crew):
    service = portal.Service(
        "filler", ["sh", "-c", "echo 'FATAL: No space left on device'; exit 1"], ready=lambda: False
    )
    with pytest.raises(portal.Trouble, match=r"is full .* make room"):
        crew.start(service)


def test_one_that_is_never_ready_is_said_to_be_so(portal, crew):
    with pytest.raises(portal.Trouble, match="was not ready after 0 s"):
        crew.start(portal.Service("slow", SLEEPER, ready=lambda: False, patience=0.2))


def test_a_request_to_stop_is_heard_while_something_is_still_starting(portal, crew):
    service = portal.Service("slow", SLEEPER, ready=lambda: crew.ask_to_stop() or False)
    with pytest.raises(portal.StopAsked):
        crew.start(service)


def test_what_a_fallen_service_leaves_behind_is_swept_away(portal, crew, place):
    """Otherwise web workers of a killed server keep its port, and the next one cannot have it."""
    orphan = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    service = portal.Service("parent", [sys.executable, "-c", orphan])
    crew.start(service)
    assert portal.wait_until(lambda: place.log("parent").read_text().strip().isdigit(), 10)
    child = int(place.log("parent").read_text())
    os.kill(service.process.pid, signal.SIGKILL)
    look_until(crew, lambda: service.restarts == 1)
    assert portal.wait_until(lambda: portal.started_ticks(child) is None, 5)


def test_servers_are_stopped_after_those_who_speak_to_them(portal, crew, place):
    last_words = (
        "import signal, sys, time\nsignal.signal(15, lambda *_: (print(time.monotonic(), flush=True), sys.exit()))\n"
    )
    program = [sys.executable, "-c", last_words + "print('up', flush=True)\nwhile True: time.sleep(1)"]
    for name, is_server in (("server", True), ("web", False)):
        log = place.log(name)
        up = lambda log=log: "up" in log.read_text()  # noqa: E731
        crew.start(portal.Service(name, program, ready=up, is_server=is_server))
    crew.stop()
    stopped = {name: float(place.log(name).read_text().split()[1]) for name in ("server", "web")}
    assert stopped["web"] < stopped["server"]


def test_a_killed_portal_takes_its_services_with_it(portal, place):
    """The kernel tells them, so that no server is left that nobody looks after."""
    parent = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen({portal.with_setpriv(SLEEPER, [], 'TERM')!r})\n"
        "time.sleep(0.5); print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        line = process.stdout.readline()
        child = int(line if line.strip() != b"up" else process.stdout.readline())
        assert portal.started_ticks(child)
        process.kill()
    assert portal.wait_until(lambda: portal.started_ticks(child) is None, 5)


def test_a_long_log_keeps_its_last_part_beside_it(portal, place, monkeypatch):
    monkeypatch.setattr(portal, "LOG_SIZE", 10)
    place.log("web").write_text("more than ten letters")
    portal.shorten_logs(place.logs)
    assert place.log("web").read_text() == ""
    assert (place.logs / "web.log.1").read_text() == "more than ten letters"
