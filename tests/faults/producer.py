"""Posts the letters of one run as the portal would, and dies right after the commit where it is told to.

python -m tests.faults.producer RUN [--statutory] [--dies]
"""

import argparse
import os
import signal

import django

RECIPIENTS = 32


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("run")
    asked.add_argument("--statutory", action="store_true")
    asked.add_argument("--dies", action="store_true")
    asked = asked.parse_args()
    django.setup()

    from django.db import transaction

    from accounts.models import User
    from notifications import notices

    with transaction.atomic():
        if asked.dies:
            # Before the hook that wakes a worker: nobody will ever tell one.
            transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        notices.post(
            occasion=asked.run,
            kind="notification",
            recipients=User.objects.order_by("pk")[:RECIPIENTS],
            title=f"Letter of {asked.run}",
            body_markdown="We write to tell you that **the review** begins.",
            statutory=asked.statutory,
            by=None,
        )


if __name__ == "__main__":
    main()
