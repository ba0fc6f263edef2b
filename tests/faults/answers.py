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
    unsure: int
    stored: int
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    nobodys: int = 0

    def __str__(self) -> str:
        return (
            f"killed: {dict(self.faults)}; thanked {self.thanked}, never heard {self.unsure}, stored {self.stored}; "
            f"thanked and lost {len(self.lost)}, stored otherwise than said {len(self.changed)}, "
            f"stored and sent by nobody {self.nobodys}"
        )

    @property
    def is_right(self) -> bool:
        return bool(self.thanked) and not self.lost and not self.changed and not self.nobodys


class AnswersUnderFire(Experiment):
    """Kills web workers and PostgreSQL in turn while respondents send."""

    def __init__(self, *, seed: int, seconds: float, worker_kills: int, postgres_kills: int, folder: str):
        super().__init__(Plan(seconds, worker_kills, 0, 0, postgres_kills, 0, 0), seed, folder=folder)

    def perform(self) -> Outcome:
        with ExitStack() as ends:
            self.mail = ends.enter_context(CountingMailServer(self.seed))
            ends.enter_context(self.servers())
            self.env["DJANGO_SETTINGS_MODULE"] = "scrutiny_portal.settings"
            self.env["PORTAL_SURVEY_ANSWERS_A_MINUTE"] = "10000000"
            self.set_the_stage()
            port = self.free_port()
            web = self.web(port)
            ends.callback(self.end, web)
            notes = self.place.run / "answers.jsonl"
            respondents = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.respondents", str(port), str(self.plan.seconds), str(notes)],
                cwd=TOP, env=self.env, start_new_session=True,
            )  # fmt: skip
            ends.callback(self.end, respondents)
            faults = self.kill_in_turn(web)
            if respondents.wait(self.plan.seconds + 60):
                raise RuntimeError("the respondents broke off")
            return self.compare(notes, faults)

    def set_the_stage(self) -> None:
        self.database = "answers_under_fire"
        with self.connected("postgres") as sql:
            sql.execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
            sql.execute(
                f"CREATE DATABASE {self.database} OWNER portal_owner TEMPLATE template0"
                " ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )
        self.speak_to(self.database)
        before, self.env = self.env, self.env | {"PORTAL_DATABASE_ROLE": "owner"}
        self.call(sys.executable, "manage.py", "migrate", "--verbosity", "0")
        self.call(sys.executable, "-m", "tests.faults.survey_stage")
        self.env = before | {"PORTAL_DATABASE_ROLE": "app"}

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
        pause = self.plan.seconds / (len(kills) + 1)
        for what in kills:
            time.sleep(pause * self.chance.uniform(0.6, 1.0))
            if what == "worker":
                faults[what] += self.kill_a_worker(web)
            else:
                self.postgres.process.send_signal(signal.SIGKILL)
                self.start(self.postgres)
                faults[what] += 1
        return faults

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
            sql.execute("SELECT encode(mark, 'hex'), values FROM surveys_answer")
            stored = dict(sql.fetchall())
        said = {each["mark"]: each["said"] for each in told}
        thanked = {each["mark"] for each in told if each["thanked"]}
        return Outcome(
            faults,
            thanked=len(thanked),
            unsure=len(told) - len(thanked),
            stored=len(stored),
            lost=sorted(thanked - stored.keys()),
            changed=[mark for mark, values in stored.items() if mark in said and values.items() - said[mark].items()],
            nobodys=len(stored.keys() - said.keys()),
        )
