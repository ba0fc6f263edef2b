"""What a report of forty pages takes: seconds and the most memory, in a process of its own as a worker has it."""

import json
import subprocess
import sys

PROGRAM = """
import json, os, resource, sys, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
import django
django.setup()
from bench.report import html
from files import press
markup = html()
began = time.perf_counter()
content = press.press(markup)
took = time.perf_counter() - began
import io, pikepdf
pages = len(pikepdf.open(io.BytesIO(content)).pages)
print(json.dumps({"pages": pages, "seconds": took, "bytes": len(content),
                  "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
"""


def measure() -> dict:
    """Pages, seconds, bytes and peak memory in bytes of pressing the report; raises CalledProcessError."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout.strip().splitlines()[-1])
