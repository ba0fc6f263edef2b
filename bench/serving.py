"""The portal's own web server, as it runs: gunicorn with all of its workers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings


@contextmanager
def served(application: str, address: str, **environment: str) -> Iterator[int]:
    """The web server with this application, ready to answer at this address; gives its port.

    Raises RuntimeError where it does not answer within twenty seconds.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "gunicorn", "--config", str(settings.BASE_DIR / "gunicorn.conf.py"), application],
        cwd=settings.BASE_DIR,
        env={**os.environ, "PORTAL_LISTEN": f"127.0.0.1:{port}", "PORTAL_HOSTS": "localhost,127.0.0.1", **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            if _answers(port, address):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"{application} did not answer at {address}, so its rate says nothing")
        yield port
    finally:
        server.terminate()
        server.wait()


def _answers(port: int, address: str) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}{address}", timeout=5) as answer:
            return answer.status == 200
    except (HTTPError, URLError, OSError):
        return False
