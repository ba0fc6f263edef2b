"""Answers under fire: web workers and PostgreSQL are killed while people answer; whoever was thanked is stored once."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from tests.faults.letters import TOP, Experiment, Plan
from tests.faults.mail_server import CountingMailServer


@dataclass
class Outcome:
    """What was sent, what is stored, and what was killed meanwhile."""

    faults: Counter
    thanked: int
    closed: int
    unsure: int
    stored: int
    frozen: int
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    nobodys: int = 0
    after_closing: list[str] = field(default_factory=list)
    left_over: int = 0

    def __str__(self) -> str:
        return (
            f"killed: {dict(self.faults)}; thanked {self.thanked}, told that it has closed {self.closed}, never heard "
            f"{self.unsure}, stored {self.stored}, of them frozen {self.frozen}; thanked and lost {len(self.lost)}, "
            f"stored otherwise than said {len(self.changed)}, stored twice {len(self.doubled)}, stored and sent by "
            f"nobody {self.nobodys}, turned away and yet stored {len(self.after_closing)}, not in the dataset that "
            f"their survey became {self.left_over}"
        )

    @property
    def is_right(self) -> bool:
        wrong = (self.lost, self.changed, self.doubled, self.nobodys, self.after_closing, self.left_over)
        return bool(self.thanked) and not any(wrong)


#: The question whose answer tells one form from all others, and that stays with it in a frozen dataset.
NAME = "works-well"


def judged(told: list[dict], waiting: list[dict], frozen: list[dict], faults: Counter) -> Outcome:
    """Hold what respondents were told against what is stored: every stored answer as a whole, none left out.

    ``waiting`` are answers of a survey that is still open, ``frozen`` the rows of a dataset.
    """
    stored = [*waiting, *frozen]
    said = {each["said"][NAME]: each["said"] for each in told}
    thanked = {each["said"][NAME] for each in told if each["ended"] == "thanked"}
    # Where an earlier try was never answered, it may have arrived all the same.
    turned_away = {each["said"][NAME] for each in told if each["ended"] == "closed" and not each["unheard"]}
    names = Counter(each.get(NAME) for each in stored)
    return Outcome(
        faults,
        thanked=len(thanked),
        closed=sum(each["ended"] == "closed" for each in told),
        unsure=sum(not each["ended"] for each in told),
        stored=len(stored),
        frozen=len(frozen),
        lost=sorted(thanked - names.keys()),
        changed=[each[NAME] for each in stored if each.get(NAME) in said and each != said[each[NAME]]],
        doubled=sorted(name for name, times in names.items() if name in said and times > 1),
        nobodys=sum(each.get(NAME) not in said for each in stored),
        after_closing=sorted(turned_away & names.keys()),
        left_over=len(waiting) if frozen else 0,
    )


class AnswersUnderFire(Experiment):
    """Kills web workers and PostgreSQL in turn while respondents send.

    With ``freezes``, the survey closes after two thirds of the time and is frozen by two at once, under fire as well.
    ``spoil`` is SQL that makes the portal wrong on purpose: whether the experiment can see it.
    """

    def __init__(
        self, *, seed: int, seconds: float, worker_kills: int, postgres_kills: int, folder: str,
        freezes: bool = False, spoil: str = "",
    ):  # fmt: skip
        self.freezes, self.spoil = freezes, spoil
        super().__init__(Plan(seconds, worker_kills, 0, 0, postgres_kills, 0, 0), seed, folder=folder)

    def perform(self) -> Outcome:
        with ExitStack() as ends:
            self.mail = ends.enter_context(CountingMailServer(self.seed))
            ends.enter_context(self.servers())
            self.env["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings_of_answers"
            self.env["PORTAL_SURVEY_ANSWERS_A_MINUTE"] = "10000000"
            self.set_the_stage()
            port = self.free_port()
            web = self.web(port)
            ends.callback(self.end, web)
            notes, end = self.place.run / "answers.jsonl", self.place.run / "answers.jsonl.end"
            for file in (notes, end):
                file.unlink(missing_ok=True)
            respondents = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.respondents", str(port), str(self.plan.seconds + 180), str(notes)],
                cwd=TOP, env=self.env, start_new_session=True,
            )  # fmt: skip
            ends.callback(self.end, respondents)
            # They know the links by then: on a busy machine a process takes long to begin.
            self.wait_until(notes.exists, 120, "the respondents")
            faults = self.kill_in_turn(web)
            end.touch()
            if respondents.wait(60):
                raise RuntimeError("the respondents broke off")
            return self.compare(notes, faults)

    def set_the_stage(self) -> None:
        self.prepare_database()
        self.call(sys.executable, "-m", "tests.faults.survey_stage", env={"PORTAL_DATABASE_ROLE": "owner"})
        if self.spoil:
            with self.connected() as sql:
                sql.execute(self.spoil)
        self.env |= {"PORTAL_DATABASE_ROLE": "app"}

    @staticmethod
    def free_port() -> int:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return free.getsockname()[1]

    def web(self, port: int) -> subprocess.Popen:
        with self.place.log("web").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "scrutiny_portal.wsgi:application"],
                cwd=TOP, env=self.env | {"PORTAL_LISTEN": f"127.0.0.1:{port}", "PORTAL_WEB_WORKERS": "3"},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

        def answers() -> bool:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
                line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return line.recv(64).startswith(b"HTTP/1.1 200")
            return False

        self.wait_until(answers, 30, "the web server")
        return process

    @staticmethod
    def end(process: subprocess.Popen) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_in_turn(self, web: subprocess.Popen) -> Counter:
        kills = ["worker"] * self.plan.worker_kills + ["postgres"] * self.plan.postgres_kills
        self.chance.shuffle(kills)
        faults: Counter = Counter()
        began, pause = time.monotonic(), self.plan.seconds / (len(kills) + 1)
        for place, what in enumerate(kills):
            time.sleep(pause * self.chance.uniform(0.6, 1.0))
            if self.freezes and place == len(kills) * 2 // 3:
                faults["postgres"] += self.freeze_under_fire()
            if what == "worker":
                faults[what] += self.kill_a_worker(web)
            else:
                self.postgres.process.send_signal(signal.SIGKILL)
                self.start(self.postgres)
                faults[what] += 1
        time.sleep(max(1.0, began + self.plan.seconds - time.monotonic()))
        return faults

    def freeze_under_fire(self) -> int:
        """Close the survey, then let two freeze it at once; PostgreSQL dies in the middle of it, and they try again."""
        with self.connected() as sql:
            sql.execute("UPDATE surveys_link SET closes_on = current_date - 2, opens_on = current_date - 2")
        kills, ends = 0, time.monotonic() + 180
        while time.monotonic() < ends:
            both = [
                subprocess.Popen(
                    [sys.executable, "-m", "tests.faults.survey_stage", "freeze"],
                    cwd=TOP, env=self.env, stderr=subprocess.DEVNULL,
                )
                for _ in range(2)
            ]  # fmt: skip
            if not kills:
                self.wait_for_the_freezing()
                self.postgres.process.send_signal(signal.SIGKILL)
                self.start(self.postgres)
                kills += 1
            if 0 in [each.wait() for each in both]:
                return kills
        raise RuntimeError("the survey could not be frozen")

    def wait_for_the_freezing(self) -> None:
        """Until somebody holds the lock that keeps forms out while a survey is frozen."""
        ends = time.monotonic() + 120
        with self.connected() as sql:
            while time.monotonic() < ends:
                sql.execute(
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 73051"
                    " AND mode = 'ExclusiveLock') OR EXISTS (SELECT FROM surveys_dataset)"
                )
                if sql.fetchone()[0]:
                    return
                time.sleep(0.002)
        raise RuntimeError("nobody froze the survey")

    def kill_a_worker(self, web: subprocess.Popen) -> int:
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            found = subprocess.run(["pgrep", "-P", str(web.pid)], capture_output=True, text=True).stdout.split()
            if found:
                with suppress(ProcessLookupError):
                    os.kill(int(self.chance.choice(found)), signal.SIGKILL)
                    return 1
            time.sleep(0.05)
        return 0

    def compare(self, notes, faults: Counter) -> Outcome:
        told = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
        with self.connected() as sql:
            sql.execute("SELECT values FROM surveys_answer")
            waiting = [values for (values,) in sql.fetchall()]
            sql.execute("SELECT values FROM surveys_datasetrow")
            frozen = [values for (values,) in sql.fetchall()]
            sql.execute("SELECT count(*), coalesce(sum(answers), 0) FROM surveys_dataset")
            datasets, counted = sql.fetchone()
        if datasets > 1 or counted != len(frozen):
            raise RuntimeError(f"{datasets} datasets that count {counted} answers hold {len(frozen)}")
        return judged(told, waiting, frozen, faults)
