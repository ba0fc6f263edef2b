"""Whether a file may be opened by anyone: its name, its kind, its size, its parts. Each refusal is a sentence."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from typing import BinaryIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from files import kinds, names, receiving
from files.structure import limits
from files.structure.findings import Findings, Refusal, sentence

#: As a worker's own end stops what it has begun.
STOPPED_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


class CheckFailed(Exception):
    """The check itself went wrong, and says nothing about the file: not clean, and to be tried again."""


@dataclass
class Verdict:
    """What a full check found."""

    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    memory: int = 0
    #: Of the processor's time.
    seconds: float = 0

    @property
    def sentences(self) -> list[str]:
        return [refusal.sentence for refusal in self.refusals]


# --- at once, while the person waits ---------------------------------------------------------------------------------


def look_at_once(
    name: str, size: int, beginning: bytes, cut_short: str = ""
) -> tuple[kinds.Kind | None, list[Refusal]]:
    """What the name, the size and the first bytes say. Cheap: the person who uploads hears it on the next page.

    ``cut_short`` is why the file did not arrive whole (``files.receiving``).
    """
    findings = Findings()
    extension = kinds.extension_of(name)
    kind = kinds.BY_EXTENSION.get(extension)
    _check_name(name, findings)
    if kind is None:
        _say_why_not_taken(extension, findings)
    if cut_short:
        findings.refuse(
            cut_short,
            kept=filesizeformat(receiving.most_kept()),
            most=filesizeformat(settings.UPLOAD_MAX_BYTES),
            together=filesizeformat(receiving.WHOLE_FORM * settings.UPLOAD_MAX_BYTES),
        )
    elif size == 0:
        findings.refuse("empty")
    elif size > settings.UPLOAD_MAX_BYTES:
        findings.refuse("too-large", size=filesizeformat(size), most=filesizeformat(settings.UPLOAD_MAX_BYTES))
    elif kind is not None:
        _check_beginning(kind, extension, beginning, findings)
    return (kind if not findings.refusals else None), findings.refusals


def _check_name(name: str, findings: Findings) -> None:
    if not name.strip(" ."):
        findings.refuse("name-missing")
    if len(name) > names.LONGEST:
        findings.refuse("name-too-long")
    if any(names.is_control(letter) for letter in name):
        findings.refuse("name-controls")
    if any(letter in names.TURNING for letter in name):
        findings.refuse("name-turns")
    if "/" in name or "\\" in name:
        findings.refuse("name-path")
    stem = name.strip().partition(".")[0].strip()
    if stem.lower() in names.RESERVED:
        findings.refuse("name-reserved", name=stem)
    inner = [part.strip().lower() for part in name.split(".")[1:-1]]
    if deceiving := next((part for part in inner if part in kinds.RUNS), None):
        findings.refuse("name-double", inner=deceiving)


def _say_why_not_taken(extension: str, findings: Findings) -> None:
    taken = "PDF, Word (.docx) or Excel (.xlsx)"
    if not extension:
        findings.refuse("kind-missing", taken=taken)
    elif extension in kinds.NOT_TAKEN:
        what, instead = kinds.NOT_TAKEN[extension]
        findings.refuse("kind-not-taken", what=what, instead=instead)
    elif extension in kinds.RUNS:
        findings.refuse(
            "kind-not-taken",
            what="a program or script",
            instead="Send what it says or calculates as PDF, Word (.docx) or Excel (.xlsx).",
        )
    else:
        findings.refuse("kind-unknown", extension=extension, taken=taken)


def _check_beginning(kind: kinds.Kind, extension: str, beginning: bytes, findings: Findings) -> None:
    if kind.begins and beginning.startswith(kind.begins):
        return
    what = kinds.looks_like(beginning)
    if kind.begins:
        if beginning.startswith(kinds.OLD_OFFICE) and kind.reader == "office":
            findings.refuse("locked-office", extension=kind.slug)
        else:
            findings.refuse("looks-like-another", extension=extension, what=what or "something else", title=kind.title)
    elif what and beginning.startswith((b"%PDF", b"PK", b"\xd0\xcf", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF")):
        findings.refuse("looks-like-another", extension=extension, what=what, title=kind.title)


# --- in full, in a worker --------------------------------------------------------------------------------------------


def examine(content: BinaryIO, kind: kinds.Kind) -> Verdict:
    """Read every part of a file, in a process of its own with little memory, little time and no secrets.

    A reader that crashes, or needs more memory or more of the processor's time than it was given, is an answer: no
    document should do that to it. One that is stopped from outside, or waits on a busy machine, is not.
    """
    process = subprocess.Popen(  # noqa: S603  our own program, and a word from our own table
        [sys.executable, "-m", "files.structure", kind.slug],
        stdin=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        # No DATABASE_URL, no secret key: what is not there cannot be read.
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"},
    )
    try:
        answer, error = process.communicate(timeout=limits.PATIENCE_SECONDS)
    except subprocess.TimeoutExpired as waited:
        process.kill()
        process.communicate()
        raise CheckFailed("the machine is too busy") from waited
    if -process.returncode in STOPPED_FROM_OUTSIDE:
        raise CheckFailed("it was stopped")
    if process.returncode < 0 or b"MemoryError" in error or b"memory allocation" in error:
        return Verdict([Refusal("too-much-to-read", sentence("too-much-to-read"))])
    if process.returncode:
        # The last line names the error; the file's own content is not repeated in a log.
        raise CheckFailed(error.decode("utf-8", "replace").strip().rpartition("\n")[2].partition(":")[0][:100])
    found = json.loads(answer)
    return Verdict(
        [Refusal(*refusal) for refusal in found["refusals"]], found["notes"], found["memory"], found["seconds"]
    )
