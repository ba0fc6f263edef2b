"""Handing a checked file to somebody's machine, which must save it and never run it. Called by guarded views only."""

import logging
import re
import tempfile
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import render_to_string

from accounts import waking
from files import storing
from files.models import StoredFile

log = logging.getLogger(__name__)

SECOND_LOOK = "files.tasks.verify"
#: Even where a browser is talked into showing it, it has no scripts, no forms, no origin, and fetches nothing.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def send(request, file: StoredFile, *, as_attachment: bool = True) -> HttpResponse:
    """The bytes of a clean file, read and compared with its check before the first of them leaves.

    404 where the file is not clean: whatever the page above may know of it, there is nothing here to open.
    """
    if not file.is_clean or file.bytes_removed_at:
        raise Http404
    # Read once and sent from this copy: what was compared is what is sent.
    content = tempfile.SpooledTemporaryFile(max_size=2 * 1024 * 1024, prefix="portal-send-")  # noqa: SIM115
    try:
        with file.open() as stored:
            same = storing.copy(stored, content) == (file.sha256, file.size)
    except FileNotFoundError:
        same = False
    if not same:
        content.close()
        return _changed(request, file)
    return _answer(request, file, content, as_attachment)


def _answer(request, file: StoredFile, content, as_attachment: bool) -> HttpResponse:
    wanted = _range(request.headers.get("Range", ""), file)
    # RFC 9110: a range only counts where the file is still the one of which the client has a part.
    if wanted and request.headers.get("If-Range", _etag(file)) != _etag(file):
        wanted = None
    if wanted == ():
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    elif wanted:
        first, last = wanted
        content.seek(first)
        response = HttpResponse(content.read(last - first + 1), status=206)
        response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    else:
        response = FileResponse(content)
        response["Content-Length"] = str(file.size)
    response["Content-Type"] = file.media_type
    response["Content-Disposition"] = disposition(file.download_name, as_attachment=as_attachment)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(file)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def disposition(name: str, *, as_attachment: bool = True) -> str:
    """RFC 6266: a plain name for what reads no other, and the true one in UTF-8."""
    plain = re.sub(r"[^A-Za-z0-9 ._()+,=@~^!#$&'-]", "_", name)
    kind = "attachment" if as_attachment else "inline"
    words = f'{kind}; filename="{plain}"'
    return words if plain == name else f"{words}; filename*=UTF-8''{quote(name, safe='')}"


def _etag(file: StoredFile) -> str:
    return f'"{file.sha256[:32]}"'


def _range(header: str, file: StoredFile) -> tuple[int, int] | tuple | None:
    """First and last byte wanted; empty where there are no such bytes; None where the whole file is to be sent."""
    asked = ONE_RANGE.fullmatch(header.strip())
    if not asked or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if not first:
        begin, end = max(file.size - int(last), 0), file.size - 1
    else:
        begin, end = int(first), min(int(last), file.size - 1) if last else file.size - 1
    return (begin, end) if begin <= end and begin < file.size else ()


def _changed(request, file: StoredFile) -> HttpResponse:
    # This request will be rolled back, as every one that ends in 500; a worker reads the file again and marks it.
    log.error("the bytes of a checked file have changed", extra={"file": file.pk})
    waking.ask_now(SECOND_LOOK, file.pk)
    return HttpResponse(
        render_to_string("files/changed.html", {"file": file, "request_id": getattr(request, "id", "")}, request),
        status=500,
    )
