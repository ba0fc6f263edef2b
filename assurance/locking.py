"""Locking: a draft copied at one moment for those who judge it, so that all of them speak of the same words.

What is locked is drawn by ``reports.freezing.look``, as an edition is: numbers and addresses of paragraphs are those that
the public will meet if nothing changes.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from assurance.models import LockedVersion
from assurance.models.locked import parts_of
from interface.comparison import Pair, compare
from reports import freezing
from reports.models import Report
from reports.writing import Problem

Purpose = LockedVersion.Purpose


class CannotLock(Exception):
    """The draft is not fit for this purpose yet; ``problems`` say why, each with what to do."""

    def __init__(self, problems: list[Problem]):
        super().__init__(" ".join(problem.says for problem in problems))
        self.problems = problems


def what_stops(looked: freezing.Looked, purpose: str) -> list[Problem]:
    """What keeps a draft from being locked for a purpose.

    A peer reads a draft that is still being written, so long as there is something to read. The panel and the
    partnership judge what is meant to be published: all that would keep an edition from being frozen stops them too.
    """
    if purpose == Purpose.PEER_REVIEW:
        return [] if looked.frozen.content["sections"] else [Problem("Nothing has been written yet.")]
    return looked.stops


@transaction.atomic
def lock(report: Report, *, purpose: str, by: User) -> LockedVersion:
    """Keep the draft as it stands. Raises CannotLock where it is not fit for the purpose, with the reasons."""
    # Two who lock at once are numbered one after the other.
    report = Report.objects.select_for_update(of=("self",)).select_related("programme").get(pk=report.pk)
    looked = freezing.look(report)
    if stops := what_stops(looked, purpose):
        raise CannotLock(stops)
    content, html = looked.frozen.content, looked.frozen.html
    last = report.locked_versions.aggregate(last=Max("number"))["last"] or 0
    return LockedVersion.objects.create(
        report=report,
        number=last + 1,
        purpose=purpose,
        content=content,
        html=html,
        digest=digest(content, html),
        locked_by=by,
        locked_at=timezone.now(),
    )


def digest(content: dict, html: str) -> str:
    """SHA-256 over what is locked: whoever holds a version can show that it is the one that was judged."""
    return freezing.digest(content, html, {})


def digest_of(version: LockedVersion) -> str:
    """The digest of what a version holds, reckoned anew."""
    return digest(version.content, version.html)


def compared(before: dict, after: dict) -> list[Pair]:
    """Two frozen contents beside each other, part by part: summary, headings, paragraphs, lists, figures with
    their numbers, and notes."""
    return compare(_lines(before), _lines(after))


def _lines(content: dict) -> list[str]:
    lines = [f"Title: {content['title']}"]
    for part in parts_of(content):
        lines.append(f"{BEFORE[part.kind]}{part.words}" if part.kind in BEFORE else part.words)
        if part.kind == "figure":
            figure = content["figures"][part.anchor.removeprefix("figure-")]
            lines += [": ".join((str(row[0]), ", ".join(map(str, row[1:])))) for row in figure["data"].get("rows", [])]
    return lines


#: What is said before parts that do not stand among the paragraphs. A note's number changes with the notes before it.
BEFORE = {"summary": "Summary: ", "note": "Note: "}
