"""Who may open what in ``audit``: the trail, the status page, and what machines ask."""

from tests.house.matrix.people import ADMINISTRATOR, GOVERNANCE
from tests.house.matrix.rows import Row, for_everybody, page

READ_THE_TRAIL = {ADMINISTRATOR, GOVERNANCE}


def history_of(what: str, kind: str, pk) -> Row:
    """The page of changes, narrowed to one thing."""
    return page("audit:changes", by=READ_THE_TRAIL, query=lambda world: {"kind": kind, "subject": pk(world)}, case=what)


ROWS = [
    for_everybody("healthz"),
    for_everybody("readyz"),
    # The walk asks from this machine and through no proxy.
    for_everybody("metrics"),
    page("audit:changes", by=READ_THE_TRAIL),
    # Of what is not sent yet the trail tells that it was written, and not what.
    history_of("a file that is not sent", "files.storedfile", lambda world: world.begun_document.file_id),
    history_of("a file of a further version", "files.storedfile", lambda world: world.revised_document.file_id),
    history_of("a return sent back", "inspections.submission", lambda world: world.returned_draft.pk),
    history_of("nothing to send", "inspections.submission", lambda world: world.nothing_draft.pk),
    history_of("a file that was sent", "files.storedfile", lambda world: world.sent_document.file_id),
    page("audit:looks", by=READ_THE_TRAIL),
    page("audit:looks-csv", by=READ_THE_TRAIL),
    page("audit:status", by={ADMINISTRATOR}),
]
