"""What a report of forty pages takes: seconds and the most memory, in a process of its own as a worker has it."""

import json
import subprocess
import sys

PROGRAM = """
import json, os, sys, time
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
# Of this program alone: what getrusage tells a process counts the one that started it too.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024
print(json.dumps({"pages": pages, "seconds": took, "bytes": len(content), "peak": peak}))
"""


def measure() -> dict:
    """Pages, seconds, bytes and peak memory in bytes of pressing the report; raises CalledProcessError."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout.strip().splitlines()[-1])
