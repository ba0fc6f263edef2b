"""A real minute passes while everybody asks: a real server, PostgreSQL and Redis, and no worker and no beat at all.

Each answer is noted with the moments between which it came. What was over before the minute may tell nothing; what was
begun at the minute or later tells everything. In between either is right.
"""

import base64
import http.client
import json
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

import redis as redis_client

from tests.faults.answers import AnswersUnderFire
from tests.faults.letters import TOP
from tests.faults.mail_server import CountingMailServer

#: The canary of the stage, which all of its words begin with.
CANARY = "zyxwvut"
PUBLIC = "nobody who has signed in"
#: How long before the minute people begin to ask, and how long after it nobody may wait for anything.
ASKED_BEFORE, WITHIN = 8.0, 1.0
AT_ONCE = 4
#: Those who ask for public pages beside whoever has not signed in: for them no page is kept.
ASK_AS_WELL = ("somebody who has joined and has no role", "co-ordinator", "information governance")


@dataclass(frozen=True)
class Asked:
    """One answer: to whom, of what, when, and what it told."""

    kind: str
    address: str
    begun: float
    ended: float
    status: int
    #: Whether it said what stands there from the minute on, or anything of it.
    is_told: bool
    leaks: bool


@dataclass
class Outcome:
    before: int
    after: int
    early: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    never_asked: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.before} answers before the minute, {self.after} begun within {WITHIN:g} s after it, the slowest in "
            f"{self.slowest * 1000:.0f} ms; told early {self.early}; not told though it was time {self.late}; not asked "
            f"in time {self.never_asked}; words of it in {self.elsewhere}"
        )

    @property
    def is_right(self) -> bool:
        wrong = (self.early, self.late, self.never_asked, self.elsewhere)
        return bool(self.before and self.after) and not any(wrong)


def judged(answers: Iterable[Asked], minute: float, wanted: Iterable[tuple[str, str]]) -> Outcome:
    """Hold what was told against the minute. ``wanted``: who has to have asked for what, within a second after it."""
    answers = list(answers)
    before = [each for each in answers if each.ended < minute]
    after = [each for each in answers if minute <= each.begun <= minute + WITHIN]
    asked = {(each.kind, each.address) for each in after}
    return Outcome(
        before=len(before),
        after=len(after),
        early=sorted({f"{each.address} as {each.kind}" for each in before if each.leaks or each.is_told}),
        late=sorted({f"{each.address} as {each.kind}: {each.status}" for each in after if not each.is_told}),
        never_asked=sorted(f"{address} as {kind}" for kind, address in set(wanted) - asked),
        slowest=max((each.ended - each.begun for each in after), default=0.0),
    )


class Threads:
    """Several who act at once."""

    def __init__(self, acts: list[Callable[[], None]]):
        self.threads = [threading.Thread(target=act) for act in acts]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        for thread in self.threads:
            thread.join()


class TheMinute(AnswersUnderFire):
    """Builds the stage, lets the minute come, and asks.

    ``spoil`` is SQL that makes the portal wrong on purpose: whether the experiment can see it.
    """

    def __init__(self, *, folder: str, spoil: str = ""):
        super().__init__(seed=0, seconds=0, worker_kills=0, postgres_kills=0, folder=folder, spoil=spoil)

    def perform(self) -> Outcome:
        with ExitStack() as ends:
            self.mail = ends.enter_context(CountingMailServer(self.seed))
            ends.enter_context(self.servers())
            self.env["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings_of_answers"
            self.env["PORTAL_API_QUESTIONS_A_MINUTE"] = "10000000"
            self.set_the_stage()
            self.port = self.free_port()
            ends.callback(self.end, self.web(self.port))
            # Once round, as long as the minute is days off: then every page is as quick, and as much kept, as it will be.
            answers = self.ask_in_turn(rounds=2)
            elsewhere = [*self.words_in_redis(), *self.words_on_disk()]
            minute = self.choose_the_minute()
            time.sleep(max(0.0, minute - ASKED_BEFORE - time.time()))
            answers += self.ask_while_it_passes(minute)
            outcome = judged(answers, minute, self.wanted())
            outcome.elsewhere = [*elsewhere, *self.words_in_the_log(answers)]
            if sum(self.mail.taken.values()):
                outcome.elsewhere.append("an e-mail, though no worker runs")
            return outcome

    # --- The stage ---------------------------------------------------------------------------------------------------
    def set_the_stage(self) -> None:
        self.prepare_database()
        # What others have left there would be taken for something that was looked at.
        shutil.rmtree(self.place.files, ignore_errors=True)
        self.place.log("web").unlink(missing_ok=True)
        notes = self.place.run / "embargo.json"
        notes.unlink(missing_ok=True)
        self.call(sys.executable, "-m", "tests.faults.embargo_stage", str(notes), env={"PORTAL_DATABASE_ROLE": "owner"})
        self.told = json.loads(notes.read_text(encoding="utf-8"))
        if self.spoil:
            with self.connected() as sql:
                sql.execute(self.spoil)
        self.env |= {"PORTAL_DATABASE_ROLE": "app"}

    def choose_the_minute(self) -> float:
        """The next whole minute that leaves time to ask before it, as PostgreSQL and this process both count."""
        with self.connected() as sql:
            sql.execute("SELECT extract(epoch FROM clock_timestamp())")
            if abs(float(sql.fetchone()[0]) - time.time()) > 0.5:
                raise RuntimeError("PostgreSQL's clock is not this machine's: nobody could say what was early")
            minute = ((time.time() + ASKED_BEFORE + 4) // 60 + 1) * 60
            # The stage stands behind a minute that is days off; nobody who is not the server's own master could do this.
            sql.execute("SET session_replication_role = replica")
            for table, column, rows in (
                ("reports_publication", "edition_id", self.told["editions"]),
                ("newsroom_newsitem", "id", [self.told["news"]]),
            ):
                sql.execute(
                    f"UPDATE {table} SET publish_at = to_timestamp(%s) WHERE {column} = ANY(%s)", [minute, rows]
                )
        return minute

    def wanted(self) -> list[tuple[str, str]]:
        return [(each["kind"], each["address"]) for each in self.told["alive"]]

    # --- Asking ------------------------------------------------------------------------------------------------------
    def ask_in_turn(self, *, rounds: int = 0, until: float = 0.0) -> list[Asked]:
        """Everything in turn, by several at once: so often, or until a moment. Every other round somebody has signed in."""
        answers: list[Asked] = []
        places, alive = count(), self.told["alive"]

        def ask() -> None:
            while (place := next(places)) < rounds * len(alive) or time.time() < until:
                each = alive[place % len(alive)]
                kind = each["kind"]
                if kind == PUBLIC and place // len(alive) % 2:
                    kind = ASK_AS_WELL[place % len(ASK_AS_WELL)]
                answers.append(self.ask(kind, each))

        Threads([ask] * AT_ONCE).end()
        return answers

    def ask_while_it_passes(self, minute: float) -> list[Asked]:
        """Everything in turn until just before the minute; and everything once, all at once, as soon as it has come."""
        after: list[Asked] = []

        def ask(each: dict) -> None:
            time.sleep(max(0.0, minute + 0.02 - time.time()))
            after.append(self.ask(each["kind"], each))

        # They stand ready before: whoever asked last before the minute may still wait for an answer when it comes.
        ready = Threads([partial(ask, each) for each in self.told["alive"]])
        answers = self.ask_in_turn(until=minute - 0.2)
        ready.end()
        return [*answers, *after]

    def ask(self, kind: str, each: dict) -> Asked:
        headers = {"Host": "localhost"}
        if kind in self.told["sessions"]:
            headers["Cookie"] = f"{self.told['cookie']}={self.told['sessions'][kind]}"
        begun = time.time()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request("GET", each["address"], headers=headers)
            response = line.getresponse()
            said = f"{response.getheaders()} ".encode() + response.read()
        finally:
            line.close()
        ended = time.time()
        text = said.decode("utf-8", "replace").lower()
        is_told = response.status in (200, 302) and each["says"].lower() in text
        asked = each["address"].lower()
        leaks = CANARY in text.replace(asked, "").replace(asked.rpartition("=")[2], "")
        # A copy is its holder's own, early as well; that it leads on to the public page is not.
        return Asked(
            kind, each["address"], begun, ended, response.status, is_told, leaks and "/embargoed/" not in asked
        )

    # --- Where else it could be --------------------------------------------------------------------------------------
    def words_in_redis(self) -> list[str]:
        """Keys of Redis that hold a word of it: pages that are kept, tasks that wait, and what they are told to do."""
        redis, found, waiting = redis_client.from_url(self.redis_url), [], 0
        read = {
            b"string": redis.get,
            b"list": lambda key: redis.lrange(key, 0, -1),
            b"hash": redis.hgetall,
            b"set": redis.smembers,
            b"zset": lambda key: redis.zrange(key, 0, -1),
        }
        for key in redis.scan_iter():
            kind = redis.type(key)
            held = read[kind](key) if kind in read else b""
            if kind == b"list":
                waiting += len(held)
                for message in held:
                    with suppress(ValueError, KeyError, TypeError):
                        held = [*held, base64.b64decode(json.loads(message)["body"])]
            if CANARY.encode() in f"{key} {held}".lower().encode():
                found.append(f"Redis, {key.decode()}")
        if not waiting:
            found.append("a queue that is empty: no task was left waiting, so nothing was looked at")
        return found

    def words_on_disk(self) -> list[str]:
        """Files under what the web server serves that hold a word of it, and private files that lie there or are called so."""
        served = [self.place.static, TOP / "static", TOP / "static_vendor", TOP / "media"]
        found = [
            f"{path}"
            for folder in served
            for path in folder.rglob("*")
            if CANARY in path.name.lower() or (path.is_file() and CANARY.encode() in path.read_bytes().lower())
        ]
        private = Path(self.env["PORTAL_FILES"])
        files = [path for path in private.rglob("*") if path.is_file()]
        if not files:
            found.append("an empty folder of private files: nothing was looked at")
        found += [f"{path}" for path in files if CANARY in str(path).lower()]
        found += [f"{private} within {folder}" for folder in served if private.is_relative_to(folder)]
        return found

    def words_in_the_log(self, answers: Iterable[Asked]) -> list[str]:
        """Lines of the web server's log that hold a word of it beyond the address that was asked."""
        text = self.place.log("web").read_text(encoding="utf-8", errors="replace").lower()
        for address in sorted({each.address.lower().partition("?")[0] for each in answers}, key=len, reverse=True):
            if CANARY in address:
                text = text.replace(address, "…")
        return [f"the log: {line[:200]}" for line in text.splitlines() if CANARY in line]
