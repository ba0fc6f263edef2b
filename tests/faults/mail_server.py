"""A mail server that takes everything and counts it by Message-ID. It can hold a message, for a death to be aimed."""

import queue
import random
import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager

BEFORE, AFTER = "before it is taken", "between taking and answering"


class CountingMailServer(socketserver.ThreadingTCPServer):
    """Counts a message once it has all of it, whether or not the answer reaches whoever sent it."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, seed: int, slowness: float = 0.03):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.taken: Counter[str] = Counter()
        self.chance, self.slowness, self.counting = random.Random(seed), slowness, threading.Lock()
        self.holds, self.held, self.let_go = "", queue.Queue(), threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A worker that is killed hangs up in the middle: that is what we are here for."""

    @contextmanager
    def holding(self, moment: str, seconds: float):
        """Hold the next message at this moment; gives the port of whoever is sending it, or None if nobody is."""
        self.let_go.clear()
        self.held = queue.Queue()
        self.holds = moment
        try:
            yield self.held.get(timeout=seconds)
        except queue.Empty:
            yield None
        finally:
            self.holds = ""
            self.let_go.set()

    def pass_by(self, moment: str, port: int) -> None:
        with self.counting:
            is_held = self.holds == moment
            if is_held:
                self.holds = ""
        if is_held:
            self.held.put(port)
            self.let_go.wait(10)

    def take(self, message: bytes) -> None:
        header = next(line for line in message.split(b"\r\n") if line.lower().startswith(b"message-id:"))
        with self.counting:
            self.taken[header.split(b":", 1)[1].strip().decode()] += 1
            pause = self.chance.uniform(0, self.slowness)
        time.sleep(pause)


class _Conversation(socketserver.StreamRequestHandler):
    def answer(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def handle(self):
        port = self.client_address[1]
        self.answer("220 counting")
        for line in self.rfile:
            verb = line.strip().upper()
            if verb.startswith(b"DATA"):
                self.server.pass_by(BEFORE, port)
                self.answer("354 go on")
                self.server.take(self.message())
                self.server.pass_by(AFTER, port)
                self.answer("250 taken")
            elif verb.startswith(b"QUIT"):
                self.answer("221 good bye")
                return
            else:
                self.answer("250 yes")

    def message(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line)
        raise ConnectionError("hung up in the middle of a message")
