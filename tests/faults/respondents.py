"""Respondents under fire: they send forms without end, and send again until they are thanked, as people do.

    python -m tests.faults.respondents <port> <seconds> <notes>

Writes one line of JSON for each form: its mark, what it said, and whether somebody was thanked for it.
"""

import json
import os
import sys
import threading
import time
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
django.setup()

from accounts import speaking  # noqa: E402
from bench.asker import bytes_of, send  # noqa: E402
from surveys import doorway  # noqa: E402
from surveys.models import Link  # noqa: E402

AT_ONCE, MOST_TRIES = 6, 60


def main() -> None:
    port, seconds, notes = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
    with speaking.as_service():
        links = list(Link.objects.values_list("pk", "words"))
    ends, lock, turn = time.monotonic() + seconds, threading.Lock(), iter(range(10_000_000))

    def respond(file) -> None:
        while time.monotonic() < ends:
            with lock:
                number = next(turn)
            link, words = links[number % len(links)]
            form = doorway.new_number(link)
            said = {"service": "adults", "role": "social-worker", "works-well": f"form {number}"}
            request = bytes_of("POST", f"/s/{words}/{form}/check/", urlencode(said))
            thanked = False
            for _ in range(MOST_TRIES):
                if send(port, request).startswith(b"HTTP/1.1 302"):
                    thanked = True
                    break
                time.sleep(0.2)
            with lock:
                note = {"mark": doorway.mark_of(form).hex(), "said": said, "thanked": thanked}
                file.write(json.dumps(note) + "\n")

    with open(notes, "w", encoding="utf-8") as file:
        threads = [threading.Thread(target=respond, args=[file]) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
