"""How the trail tells what happened to files, and to documents that are made."""

from django.apps import apps

from audit import changes, told
from files import names
from files.kinds import TAKEN
from files.models import Making, StoredFile

_KINDS = {kind.slug: kind.title for kind in TAKEN}


def join() -> None:
    changes.names[StoredFile] = changes.Called(StoredFile, "name", shown=names.to_show, unseen="File")
    changes.bookkeeping |= {Making, StoredFile}
    told.say(
        StoredFile,
        {
            "size": "Size",
            "sha256": "Fingerprint of its bytes (SHA-256)",
            "kind": "Kind of file",
            "media_type": "Kind of file, for programs",
            "uploaded_by": "Uploaded by",
            "uploaded_at": "Uploaded on",
            "checked_at": "Checked on",
            "held_because": "Why it waited",
            "damage_seen_at": "Found damaged on",
            "bytes_removed_at": "Its bytes were removed on",
        },
        {"size": told.size, "kind": lambda slug: _KINDS.get(slug, slug)},
    )
    told.say(
        Making,
        {
            "kind": "Kind of document",
            "subject_label": "What it is about",
            "subject_id": "Number of what it is about",
            "fingerprint": "Fingerprint of what it is made from (SHA-256)",
            "parameters": "How it is to be made",
            "failure": "Why it failed",
            "result": "Document",
            "ready_at": "Ready on",
        },
        {"kind": told.with_spaces, "subject_label": _what_it_is_about},
    )


def _what_it_is_about(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
