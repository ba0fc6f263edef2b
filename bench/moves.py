"""What the moves cost that people make most: saving a note as one writes, and sending a return with its documents."""

import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from accounts import speaking
from bench import visitors
from inspections.models import Return, Submission

TIMES = 16
#: A form without files; the test client would send it as one with files.
AS_BROWSERS_DO = {"content_type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Move:
    """One move: statements and milliseconds of the middle one, with the most that it may take."""

    name: str
    queries: int
    most_queries: int
    p50: float
    most_milliseconds: int

    @property
    def within(self) -> bool:
        return self.queries <= self.most_queries and self.p50 <= self.most_milliseconds


def moves() -> list[Move]:
    """Saving a note (8 queries, 15 ms) and sending (25 queries, 60 ms, file checks apart), each on drafts of its own."""
    with speaking.as_service():
        drafts = Submission.objects.filter(status=Submission.Status.DRAFT).select_related("of").order_by("pk")
        waiting = [(draft, _coordinator_of(draft.of)) for draft in drafts[: 2 * TIMES]]
    saving, sending = waiting[:TIMES], waiting[TIMES:]
    return [_measured("a note saved", saving, _save, 8, 15), _measured("a return sent", sending, _send, 25, 60)]


def _coordinator_of(of: Return) -> str:
    return of.participation.seats.get(role="co-ordinator").person.email


def _measured(name: str, drafts, act, most_queries: int, most_milliseconds: int) -> Move:
    # The first is for warmth alone: it reads templates and text that later ones find in memory. Then every other one is
    # counted and the rest timed, as counting keeps each statement and takes time of its own.
    counts, took = [], []
    for number, (draft, coordinator) in enumerate(drafts):
        client = visitors.client_for(coordinator)
        client.get(f"/returns/{draft.of_id}/check/")
        press = act(client, draft)
        if number % 2:
            answer, statements = visitors.counted(press)
            counts.append(len(statements))
        else:
            began = time.perf_counter()
            answer = press()
            took.append((time.perf_counter() - began) * 1000)
        if answer.status_code >= 400 or (answer.status_code == 200 and act is _send):
            raise RuntimeError(f"{name}: answered {answer.status_code}, so its cost says nothing")
    return Move(name, max(counts), most_queries, statistics.median(took[1:]), most_milliseconds)


def _save(client, draft: Submission):
    form = urlencode({"note": "A word about what we send.", "seen": _now(draft).note_version})
    return lambda: client.post(f"/returns/{draft.of_id}/note/", form, **AS_BROWSERS_DO, HTTP_HX_REQUEST="true")


def _send(client, draft: Submission):
    form = urlencode({"draft": draft.pk, "seen": _now(draft).draft_version})
    return lambda: client.post(f"/returns/{draft.of_id}/check/", form, **AS_BROWSERS_DO)


def _now(draft: Submission) -> Submission:
    with speaking.as_service():
        return Submission.objects.get(pk=draft.pk)
