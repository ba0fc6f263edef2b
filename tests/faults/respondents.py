"""Respondents under fire: they send forms without end, and send again until they are thanked, as people do.

    python -m tests.faults.respondents <port> <most seconds> <notes>

They end when there is a file ``<notes>.end``. Writes one line of JSON for each form: what it said, and how it ended: whether somebody was thanked, or told that the
survey has closed, and whether a try before that was never answered.
"""

import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
django.setup()

from accounts import speaking  # noqa: E402
from bench.asker import bytes_of  # noqa: E402
from surveys import doorway  # noqa: E402
from surveys.models import Link  # noqa: E402

AT_ONCE, MOST_TRIES = 6, 60


def answer_to(port: int, request: bytes) -> bytes:
    """The whole answer; empty where there was none."""
    try:
        with socket.create_connection(("127.0.0.1", port), 30) as line:
            line.sendall(request)
            parts = []
            while part := line.recv(1 << 20):
                parts.append(part)
    except OSError:
        return b""
    return b"".join(parts)


def main() -> None:
    port, seconds, notes = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    with speaking.as_service():
        links = list(Link.objects.values_list("pk", "words"))
    ends, lock, turn = time.monotonic() + seconds, threading.Lock(), iter(range(10_000_000))
    told_to_end = Path(f"{notes}.end")

    def respond(file) -> None:
        while time.monotonic() < ends and not told_to_end.exists():
            with lock:
                number = next(turn)
            link, words = links[number % len(links)]
            form = doorway.new_number(link)
            said = {"service": "adults", "role": "social-worker", "works-well": f"form {number}"}
            request = bytes_of("POST", f"/s/{words}/{form}/check/", urlencode(said))
            ended, unheard = "", False
            for _ in range(MOST_TRIES):
                answer = answer_to(port, request)
                if answer.startswith(b"HTTP/1.1 302"):
                    ended = "thanked"
                    break
                if b"This survey has closed" in answer:
                    ended = "closed"
                    time.sleep(0.05)
                    break
                unheard = True
                time.sleep(0.2)
            with lock:
                file.write(json.dumps({"said": said, "ended": ended, "unheard": unheard}) + "\n")

    with open(notes, "w", encoding="utf-8") as file:
        threads = [threading.Thread(target=respond, args=[file]) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
