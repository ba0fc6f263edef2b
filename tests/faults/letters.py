"""Letters under fire: whatever is killed, each of 32 people has each letter once.

A private PostgreSQL, Redis, workers and two beats; producers that post to 32 recipients at a time; and faults drawn
from a seed. What counts at the end is read from the database and from the mail server's own count.
"""

import hashlib
import importlib.machinery
import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2
import redis as redis_client

from tests.faults.mail_server import AFTER, BEFORE, CountingMailServer
from tests.faults.producer import RECIPIENTS

TOP = Path(__file__).resolve().parents[2]
#: Where the tests have their servers: one after the other, so that the schema is made once for all of them.
IN_TESTS = "faults-in-tests"


def portal_script():
    """./portal is one file without an ending; it knows where the servers are and how to start them."""
    loader = importlib.machinery.SourceFileLoader("portal_script", str(TOP / "portal"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    sys.modules[loader.name] = module
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module


@dataclass
class Plan:
    """How many of each fault, and for how long."""

    seconds: float
    worker_kills: int
    flushes: int
    redis_kills: int
    postgres_kills: int
    producer_kills: int
    beat_kills: int
    workers: int = 3

    def faults(self) -> list[str]:
        return (
            ["worker"] * self.worker_kills
            + ["flush"] * self.flushes
            + ["redis"] * self.redis_kills
            + ["postgres"] * self.postgres_kills
            + ["producer"] * self.producer_kills
            + ["beat"] * self.beat_kills
        )


FULL = Plan(120, worker_kills=26, flushes=3, redis_kills=2, postgres_kills=3, producer_kills=4, beat_kills=2)
SHORT = Plan(9, worker_kills=4, flushes=1, redis_kills=1, postgres_kills=1, producer_kills=1, beat_kills=0, workers=2)


@dataclass
class Run:
    """One posting to 32 people."""

    name: str
    statutory: bool


@dataclass
class Result:
    seed: int
    seconds: float
    faults: Counter
    runs: int
    inboxes_right: int = 0
    missing: int = 0
    doubled: int = 0
    states: dict[str, Counter] = field(default_factory=dict)
    never_taken: int = 0
    doubles: dict[str, int] = field(default_factory=dict)
    reconciler: int = -1
    settled_after: float = 0
    backlog: Counter = field(default_factory=Counter)
    aimed: Counter = field(default_factory=Counter)

    @property
    def failures(self) -> list[str]:
        """What must not be, in sentences; none is good."""
        statutory, ordinary = self.states.get("statutory", Counter()), self.states.get("ordinary", Counter())
        unexpected = {*statutory, *ordinary} - {"accepted", "unknown"}
        return [
            sentence
            for is_so, sentence in [
                (not self.runs, "No run was posted."),
                (self.inboxes_right != self.runs, f"{self.runs - self.inboxes_right} runs lack letters."),
                (self.missing, f"{self.missing} letters are in no inbox."),
                (self.doubled, f"{self.doubled} letters are in an inbox twice."),
                (self.reconciler, f"The reconciler counts {self.reconciler} missing."),
                (unexpected, f"E-mails were left {', '.join(sorted(unexpected))}."),
                (ordinary["unknown"], f"{ordinary['unknown']} e-mails that are not formal are unknown."),
                (self.never_taken, f"{self.never_taken} e-mails count as accepted that the mail server never had."),
                (self.doubles.get("statutory"), f"{self.doubles.get('statutory')} formal e-mails were sent twice."),
            ]
            if is_so
        ]

    def table(self) -> str:
        statutory, ordinary = self.states["statutory"], self.states["ordinary"]
        rows = [
            ("Seed", self.seed),
            ("Faults", ", ".join(f"{number} × {what}" for what, number in sorted(self.faults.items()))),
            ("Under fire, then until all was settled", f"{self.seconds:.0f} s, {self.settled_after:.0f} s"),
            ("Workers killed while sending", _counted(self.aimed)),
            ("In hand when Redis was flushed", _counted(self.backlog)),
            ("Runs of 32 letters", self.runs),
            ("Runs with 32 of 32 in the inboxes", self.inboxes_right),
            ("Letters missing / doubled in an inbox", f"{self.missing} / {self.doubled}"),
            ("Reconciler: expected less present", self.reconciler),
            ("E-mails about formal letters", _counted(statutory)),
            ("    sent twice", self.doubles["statutory"]),
            ("E-mails about other letters", _counted(ordinary)),
            ("    sent twice (a death between call and mark)", self.doubles["ordinary"]),
            ("Accepted here, never had by the mail server", self.never_taken),
        ]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def _counted(states: Counter) -> str:
    return ", ".join(f"{number} {state}" for state, number in sorted(states.items())) or "none"


class Experiment:
    def __init__(self, plan: Plan, seed: int, *, folder: str = "faults", say=print):
        self.plan, self.seed, self.say, self.folder = plan, seed, say, folder
        self.chance = random.Random(seed)
        self.runs: list[Run] = []
        self.workers, self.beats, self.producers = [], [], []
        self.counted: Counter = Counter()
        self.backlog: Counter = Counter()
        self.aimed: Counter = Counter()

    # --- The stage -----------------------------------------------------------------------------------------------

    def perform(self) -> Result:
        with ExitStack() as ends:
            self.mail = ends.enter_context(CountingMailServer(self.seed))
            ends.enter_context(self.servers())
            ends.callback(self.stop_programs)
            self.prepare_database()
            self.let_them_join()
            for number in range(self.plan.workers):
                self.workers.append(self.spawn(f"worker-{number}", *self.worker_command()))
            for number in range(2):
                schedule = str(self.place.run / f"beat-{number}")
                beat = ["beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "WARNING"]
                self.beats.append(self.spawn(f"beat-{number}", *beat))
            self.post()
            self.wait_until(lambda: sum(self.mail.taken.values()), 60, "the first e-mail")
            began = time.monotonic()
            self.fire()
            seconds = time.monotonic() - began
            settled_after = self.let_it_settle()
            return self.count(seconds, settled_after)

    @contextmanager
    def servers(self):
        portal = portal_script()
        for name in portal.GIVEN:
            os.environ.pop(name, None)
        self.place = portal.Place.of_the_portal().inside(self.folder)
        self.place.make()
        lock = portal.stack_lock(self.place)
        if not lock.take():
            raise SystemExit("A fault test is already running in this folder: wait for it to finish.")
        try:
            yield from self._running(portal.Stack(self.place))
        finally:
            lock.give_back()

    def _running(self, stack):
        stack.prepare()
        self.postgres, self.redis = stack.postgres.service(), stack.redis.service()
        self.superuser = {
            "host": "127.0.0.1",
            "port": stack.postgres.port,
            "user": "postgres",
            "password": stack.keys.password("postgres"),
        }
        self.redis_url = stack.redis.url()
        self.env = stack.environment(owner=True) | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail.port),
        }
        try:
            for server in (self.postgres, self.redis):
                self.start(server)
            # Of what another experiment has left.
            redis_client.from_url(self.redis_url).flushall()
            yield
        finally:
            for server in (self.redis, self.postgres):
                server.signal(server.stop_signal)
                with suppress(subprocess.TimeoutExpired):
                    server.process.wait(20)
                server.sweep()

    def start(self, server) -> None:
        """Start a server until it answers: after a kill PostgreSQL needs several tries, while its children notice."""
        ends = time.monotonic() + 40
        while time.monotonic() < ends:
            server.sweep()
            server.spawn(self.place.log(server.name))
            while server.lives() and time.monotonic() < ends:
                if server.ready():
                    return
                time.sleep(0.05)
            time.sleep(0.3)
        raise RuntimeError(f"{server.name} did not come back; see {self.place.log(server.name)}")

    def prepare_database(self) -> None:
        """A fresh copy of an empty database that is made once for each state of the migrations."""
        ready, self.database = f"empty_{_fingerprint_of_migrations()}", "under_fire"
        with self.connected("postgres") as sql:
            sql.execute("SELECT FROM pg_database WHERE datname = %s", [ready])
            is_ready = sql.fetchone() is not None
        if not is_ready:
            self.make_database(f"{ready}_half")
            with self.connected("postgres") as sql:
                sql.execute(f"ALTER DATABASE {ready}_half RENAME TO {ready}")
        with self.connected("postgres") as sql:
            sql.execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
            sql.execute(f"CREATE DATABASE {self.database} OWNER portal_owner TEMPLATE {ready}")
        self.speak_to(self.database)

    def make_database(self, name: str) -> None:
        """The whole portal's, as every room may have a word in a letter."""
        with self.connected("postgres") as sql:
            sql.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            sql.execute(
                f"CREATE DATABASE {name} OWNER portal_owner TEMPLATE template0"
                " ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )
        self.speak_to(name)
        self.call(sys.executable, "manage.py", "migrate", "--verbosity", "0", env={"PORTAL_DATABASE_ROLE": "owner"})

    def let_them_join(self) -> None:
        """The people who will have letters."""
        with self.connected() as sql:
            sql.execute(
                """
                INSERT INTO accounts_user (password, email, name, job_title, phone, created_at)
                SELECT '', 'person' || n || '@example.org', 'Person ' || n, '', '', now()
                FROM generate_series(1, %s) AS n
                """,
                [RECIPIENTS],
            )

    def speak_to(self, database: str) -> None:
        for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            self.env[variable] = self.env[variable].rpartition("/")[0] + f"/{database}"

    @contextmanager
    def connected(self, database: str = ""):
        connection = psycopg2.connect(dbname=database or self.database, connect_timeout=5, **self.superuser)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def call(self, *command: str, env: dict[str, str] | None = None) -> None:
        done = subprocess.run(command, cwd=TOP, env=self.env | (env or {}), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")

    def worker_command(self) -> list[str]:
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
        return ["worker", "--concurrency", "1", *quiet]

    def spawn(self, name: str, *command: str) -> subprocess.Popen:
        """One of the portal's own programs, in a group of its own, so that it can be killed with its children."""
        with self.place.log(name).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "scrutiny_portal", *command],
                cwd=TOP, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        process.name, process.command = name, command
        return process

    def stop_programs(self) -> None:
        for process in [*self.workers, *self.beats, *(producer for producer, _, _ in self.producers)]:
            _kill_with_children(process)
            process.wait()

    def wait_until(self, condition, seconds: float, what: str) -> None:
        ends = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > ends:
                raise RuntimeError(f"After {seconds:.0f} s still no sign of {what}; see {self.place.logs}")
            time.sleep(0.1)

    # --- Posting -------------------------------------------------------------------------------------------------

    def post(self, *, dies: bool = False) -> None:
        """A new run, formal every other time."""
        run = Run(f"run:{len(self.runs)}", statutory=len(self.runs) % 2 == 0)
        self.runs.append(run)
        self.ask(run, dies=dies)

    def ask(self, run: Run, *, dies: bool = False) -> None:
        command = [sys.executable, "-m", "tests.faults.producer", run.name]
        command += ["--statutory"] * run.statutory + ["--dies"] * dies
        with self.place.log("producers").open("ab") as log:
            producer = subprocess.Popen(command, cwd=TOP, env=self.env, stdout=log, stderr=log, start_new_session=True)
        self.producers.append((producer, run, dies))

    def look_after_producers(self) -> None:
        """Who was told of a failure asks again, as the next tick of the timetable does. Who died asks nobody."""
        for entry in list(self.producers):
            producer, run, dies = entry
            if producer.poll() is None:
                continue
            self.producers.remove(entry)
            died_as_told = dies and producer.returncode == -signal.SIGKILL
            if producer.returncode != 0 and not died_as_told:
                self.ask(run, dies=dies)

    # --- The faults ----------------------------------------------------------------------------------------------

    def fire(self) -> None:
        faults = self.plan.faults()
        self.chance.shuffle(faults)
        pause = self.plan.seconds / len(faults)
        for number, fault in enumerate(faults):
            until = time.monotonic() + self.chance.uniform(0.5, 1.5) * pause
            # Enough letters that something is always being sent, and never so many that it takes for ever.
            if self.waiting() < 4 * RECIPIENTS and len(self.producers) < 2:
                self.post()
            getattr(self, f"fault_{fault}")()
            self.counted[NAMES[fault]] += 1
            self.say(f"{number + 1:>3} of {len(faults)}: {NAMES[fault]}; {sum(self.mail.taken.values())} e-mails taken")
            while time.monotonic() < until:
                self.look_after()
                time.sleep(0.05)

    def look_after(self) -> None:
        self.look_after_producers()
        for crew in (self.workers, self.beats):
            for number, process in enumerate(crew):
                if process.poll() is not None:
                    crew[number] = self.spawn(process.name, *process.command)

    def fault_worker(self) -> None:
        """kill -9 of a worker: every other time of the one that is just sending, at the worst moments there are."""
        if self.chance.random() < 0.5:
            moment = self.chance.choice([BEFORE, AFTER])
            with self.mail.holding(moment, seconds=10) as port:
                worker = port and self.worker_that_speaks_from(port)
                if worker:
                    _kill_with_children(worker)
                    self.aimed[moment] += 1
                    return
        worker = self.chance.choice(self.workers)
        if self.chance.random() < 0.7:
            _kill_with_children(worker)
        else:
            for child in _children(worker.pid) or [worker.pid]:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)

    def worker_that_speaks_from(self, port: int) -> subprocess.Popen | None:
        """Whose end of a connection this is, from the kernel's own tables."""
        socket = _socket_at(port)
        for worker in self.workers:
            for pid in [worker.pid, *_children(worker.pid)]:
                if socket and socket in _open_files(pid):
                    return worker
        return None

    def fault_beat(self) -> None:
        _kill_with_children(self.chance.choice(self.beats))

    def fault_flush(self) -> None:
        """Everything that Redis knows, gone, with a backlog of wake-ups in it: the workers hold their breath first."""
        self._signal_workers(signal.SIGSTOP)
        try:
            self.post()
            self.wait_for_producers()
            client = redis_client.Redis.from_url(self.redis_url, socket_timeout=5)
            self.wait_until(lambda: client.llen("celery") >= 3, 30, "a backlog")
            self.backlog["wake-ups"] += client.llen("celery")
            self.backlog["letters"] += self.waiting()
            client.flushall()
            client.close()
        finally:
            self._signal_workers(signal.SIGCONT)

    def _signal_workers(self, number: signal.Signals) -> None:
        for worker in self.workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, number)

    def fault_redis(self) -> None:
        self.redis.signal(signal.SIGKILL)
        self.redis.process.wait()
        self.post()  # into a portal whose Redis is dead
        time.sleep(self.chance.uniform(0.5, 2))
        self.start(self.redis)

    def fault_postgres(self) -> None:
        self.postgres.signal(signal.SIGKILL)
        self.postgres.process.wait()
        time.sleep(self.chance.uniform(0.1, 1))
        self.start(self.postgres)

    def fault_producer(self) -> None:
        self.post(dies=True)

    # --- The end -------------------------------------------------------------------------------------------------

    def waiting(self) -> int:
        with self.connected() as sql:
            sql.execute("SELECT count(*) FROM notifications_delivery WHERE status IN ('queued', 'sending')")
            return sql.fetchone()[0]

    def let_it_settle(self) -> float:
        """Every run asked for once more, as a timetable would; then no more faults until nothing is waiting."""
        began = time.monotonic()
        self.wait_for_producers()
        for run in list(self.runs):
            if self.chance.random() < 0.2:
                self.ask(run)
        self.wait_for_producers()
        ends = time.monotonic() + 90
        while self.waiting() and time.monotonic() < ends:
            self.look_after()
            time.sleep(0.3)
        return time.monotonic() - began

    def wait_for_producers(self) -> None:
        ends = time.monotonic() + 90
        while self.producers and time.monotonic() < ends:
            self.look_after()
            time.sleep(0.1)
        if self.producers:
            raise RuntimeError(f"Letters could not be posted; see {self.place.log('producers')}")

    def count(self, seconds: float, settled_after: float) -> Result:
        result = Result(
            self.seed, seconds, self.counted, len(self.runs), settled_after=settled_after, backlog=self.backlog
        )
        result.aimed = self.aimed
        with self.connected() as sql:
            sql.execute("SELECT occasion, count(*), count(DISTINCT recipient_id) FROM notifications_notice GROUP BY 1")
            found = {occasion: (rows, people) for occasion, rows, people in sql.fetchall()}
            for run in self.runs:
                rows, people = found.get(run.name, (0, 0))
                result.inboxes_right += rows == people == RECIPIENTS
                result.missing += RECIPIENTS - people
                result.doubled += rows - people
            sql.execute(
                """
                SELECT count(*) FROM (SELECT DISTINCT occasion, kind, unnest(recipients) AS recipient_id
                                      FROM notifications_posting) AS expected
                LEFT JOIN notifications_notice AS letter USING (occasion, kind, recipient_id) WHERE letter.id IS NULL
                """
            )
            (result.reconciler,) = sql.fetchone()
            sql.execute(
                """
                SELECT n.is_statutory, d.status, d.message_id
                FROM notifications_delivery d JOIN notifications_notice n ON n.id = d.notice_id
                """
            )
            result.states = {"statutory": Counter(), "ordinary": Counter()}
            result.doubles = {"statutory": 0, "ordinary": 0}
            for statutory, status, message_id in sql.fetchall():
                sort, times = "statutory" if statutory else "ordinary", self.mail.taken[message_id]
                result.states[sort][status] += 1
                result.doubles[sort] += max(0, times - 1)
                result.never_taken += status == "accepted" and not times
        return result


NAMES = {
    "worker": "kill -9 of a worker",
    "beat": "kill -9 of a beat",
    "flush": "FLUSHALL of Redis",
    "redis": "kill -9 of Redis",
    "postgres": "kill -9 of PostgreSQL",
    "producer": "producer killed after its commit",
}


def _fingerprint_of_migrations() -> str:
    files = sorted(TOP.glob("*/migrations/*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _socket_at(port: int) -> str:
    """The socket of this machine whose own end is this port, as the list of a process's open files names it."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        columns = line.split()
        if int(columns[1].rpartition(":")[2], 16) == port:
            return f"socket:[{columns[9]}]"
    return ""


def _open_files(pid: int) -> set[str]:
    with suppress(OSError):
        return {os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()}
    return set()


def _kill_with_children(process: subprocess.Popen) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
