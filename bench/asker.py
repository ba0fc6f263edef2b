"""A load generator in a process of its own: reads what to send, sends it, and tells what came of it.

    python -m bench.asker <port> <how> <seconds> <at once> < steps.json

Steps are a list of units; a unit is a list of [method, path, body]. ``how`` is ``flat-out``, ``once`` (every unit one
time, all connections at the same moment) or a number of units a second. Prints JSON: good, bad, seconds, p50 and p95
in milliseconds.
"""

import json
import socket
import sys
import threading
import time

GOOD = (b"HTTP/1.1 200", b"HTTP/1.1 302")


def bytes_of(method: str, path: str, body: str) -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    if method == "POST":
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body.encode())}\r\n"
    return f"{head}\r\n{body}".encode()


def send(port: int, request: bytes) -> bytes:
    """The first line of the answer; empty where there was none."""
    try:
        with socket.create_connection(("127.0.0.1", port), 30) as line:
            line.sendall(request)
            first = line.recv(65536)
            while line.recv(1 << 20):
                pass
    except OSError:
        return b""
    return first.partition(b"\r\n")[0]


def main() -> None:
    port, how, seconds, at_once = int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    units = [[bytes_of(*step) for step in unit] for unit in json.load(sys.stdin)]
    lock, together = threading.Lock(), threading.Barrier(at_once + 1)
    taken, good, took, bad = iter(range(len(units))), 0, [], []
    began = 0.0

    def work():
        nonlocal good
        together.wait()
        while True:
            with lock:
                place = next(taken, None)
            now = time.monotonic()
            if place is None or (how != "once" and now - began > seconds):
                return
            if how.isdigit():
                # A visitor comes at their own moment, however long the others take.
                due = began + place / int(how)
                time.sleep(max(0.0, due - now))
                now = due
            firsts = [send(port, request) for request in units[place]]
            with lock:
                took.append((time.monotonic() - now) * 1000)
                if all(first.startswith(GOOD) for first in firsts):
                    good += 1
                else:
                    bad.append(firsts[-1].decode("ascii", "replace"))

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    together.wait()
    for thread in threads:
        thread.join()
    took.sort()
    at = lambda part: took[min(len(took) - 1, int(len(took) * part))] if took else 0.0  # noqa: E731
    spent = time.monotonic() - began
    print(
        json.dumps(
            {"good": good, "bad": bad[:5], "failed": len(bad), "seconds": spent, "p50": at(0.5), "p95": at(0.95)}
        )
    )


if __name__ == "__main__":
    main()
