"""A page never fails, and never waits long, because Redis does."""

import os
import socket
import subprocess
import sys

import pytest
from celery import current_app

ASK = """
import time, django
django.setup()
from accounts import waking
for _ in range(2):
    began = time.monotonic()
    waking._Wake("notifications.tasks.deliver_waiting")()
    print(time.monotonic() - began)
"""


@pytest.mark.parametrize("listens", [False, True], ids=["nobody listens", "somebody listens and never answers"])
def test_a_dead_redis_costs_one_page_two_seconds_at_most_and_the_next_nothing(listens):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        if listens:
            door.listen(5)
        told = subprocess.run(
            [sys.executable, "-c", ASK],
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "scrutiny_portal.settings",
                "REDIS_URL": f"redis://127.0.0.1:{door.getsockname()[1]}/0",
            },
            capture_output=True,
            text=True,
            timeout=60,
        )
    first, second = map(float, told.stdout.split())
    assert first < 2
    assert second < 0.05
    assert "was not handed over" in told.stderr


def test_whoever_is_woken_by_name_exists():
    import files.actions
    import files.serving
    from notifications import notices

    current_app.loader.import_default_modules()
    named = {files.actions.CHECK, files.actions.PRESS, files.serving.SECOND_LOOK, notices.DELIVER}
    assert named <= set(current_app.tasks)
