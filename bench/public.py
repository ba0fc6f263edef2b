"""How often a second the web server gives the public a report, against the least that Django can answer.

Both are served by the portal's own web server with all of its workers, and asked for by two processes on the same
machine, one connection for each question, as the server has it.
"""

import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta

from accounts import speaking
from accounts.models import User
from bench import report
from bench.serving import served
from reports.clock import transaction_time
from reports.models import Publication

#: Of the rate of the ping, a public report page has to reach at least this part.
LEAST = 0.25
SECONDS, ASKERS, AT_ONCE = 6, 2, 4

ASKER = """
import socket, sys, threading, time
port, path, seconds, at_once = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
asked = f"GET {path} HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n".encode()
good, ends, lock = 0, time.monotonic() + seconds, threading.Lock()
def ask():
    global good
    while time.monotonic() < ends:
        with socket.create_connection(("127.0.0.1", port), 10) as line:
            line.sendall(asked)
            first = line.recv(65536)
            while line.recv(1 << 20):
                pass
        with lock:
            good += first.startswith(b"HTTP/1.1 200")
threads = [threading.Thread(target=ask) for _ in range(at_once)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(good)
"""


@dataclass(frozen=True)
class Rates:
    """Good answers a second."""

    ping: float
    page: float

    @property
    def part(self) -> float:
        return self.page / self.ping

    @property
    def within(self) -> bool:
        return self.part >= LEAST


def measure() -> Rates:
    """The rates of the ping and of the newest edition of the measured report; it is released the first time."""
    address = _released()
    with served("bench.ping:application", "/ping/") as port:
        _asked(port, "/ping/", 1, AT_ONCE)
        ping = _rate(port, "/ping/")
    with served("scrutiny_portal.wsgi:application", address) as port:
        _asked(port, address, 1, AT_ONCE)
        page = _rate(port, address)
    return Rates(ping, page)


def _released() -> str:
    with speaking.as_service():
        edition = report.edition()
        an_hour_ago = (transaction_time() - timedelta(hours=1)).replace(second=0, microsecond=0)
        people = list(User.objects.order_by("pk")[:2])
        Publication.objects.get_or_create(
            edition=edition,
            defaults={
                "publish_at": an_hour_ago,
                "scheduled_by": people[0],
                "scheduled_at": an_hour_ago - timedelta(days=2),
                "confirmed_by": people[1],
                "confirmed_at": an_hour_ago - timedelta(days=1),
            },
        )
        return f"/reports/{edition.report.slug}/"


def _asker(port: int, address: str, seconds: float, at_once: int) -> subprocess.Popen:
    words = [sys.executable, "-c", ASKER, str(port), address, str(seconds), str(at_once)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603


def _asked(port: int, address: str, seconds: float, at_once: int) -> int:
    return int(_asker(port, address, seconds, at_once).communicate()[0] or 0)


def _rate(port: int, address: str) -> float:
    askers = [_asker(port, address, SECONDS, AT_ONCE) for _ in range(ASKERS)]
    return sum(int(asker.communicate()[0] or 0) for asker in askers) / SECONDS
