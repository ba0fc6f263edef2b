"""A workbook that somebody uploads, checked as every file of the house and read in a process of its own."""

import json
import os
import subprocess
import sys

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from files import clamd, safety
from files.structure import limits
from files.structure.findings import sentence
from instruments.xlsform.sheets import MOST_CELLS, Content

#: Far above what forms have, and quick to read while somebody waits.
MOST_BYTES = 5 * 1024 * 1024
BUSY = "The machine is too busy to read the file just now. Send it again in a minute."


class Refused(ValueError):
    """The file is not opened. Its words say why, and what to do."""


def opened(upload: UploadedFile) -> Content:
    """The cells of an uploaded workbook; raises Refused with a sentence. Nothing of it is kept."""
    beginning = upload.read(4096)
    upload.seek(0)
    kind, refusals = safety.look_at_once(
        upload.name or "", upload.size or 0, beginning, getattr(upload, "cut_short", "")
    )
    if refusals:
        raise Refused(" ".join(refusal.sentence for refusal in refusals))
    if kind is None or kind.slug != "xlsx":
        raise Refused(
            "A form is an Excel workbook (.xlsx). Save it as one from the program that made it, and send that."
        )
    if (upload.size or 0) > MOST_BYTES:
        raise Refused("The file has more than 5 MB, far more than a form. Take out pictures and other sheets.")
    try:
        verdict = safety.examine(upload.file, kind)
        upload.seek(0)
        virus = clamd.scan(upload.file) if not verdict.refusals and clamd.is_configured() else ""
    except (safety.CheckFailed, clamd.NoAnswer) as error:
        raise Refused(BUSY) from error
    if verdict.refusals or virus:
        raise Refused(" ".join(verdict.sentences) or sentence("virus", what=virus))
    upload.seek(0)
    return _read(upload.file)


def _read(content) -> Content:
    process = subprocess.Popen(
        [sys.executable, "-m", "instruments.xlsform"],
        stdin=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"},
    )
    try:
        answer, _ = process.communicate(timeout=limits.PATIENCE_SECONDS)
    except subprocess.TimeoutExpired as waited:
        process.kill()
        process.communicate()
        raise Refused(BUSY) from waited
    if process.returncode:
        raise Refused(sentence("too-much-to-read" if process.returncode < 0 else "damaged"))
    found = json.loads(answer)
    if found.get("refused") == "too large":
        raise Refused(f"The workbook has more than {MOST_CELLS:,} cells, far more than a form. Take out other sheets.")
    if "refused" in found:
        raise Refused(sentence("damaged"))
    return found["sheets"]
