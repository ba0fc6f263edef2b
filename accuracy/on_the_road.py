"""What factual accuracy adds to the road to release: it moves no report, and says what must be true before one moves on."""

from collections.abc import Iterator

from django.urls import reverse

from accuracy import deciding
from accuracy.models import Comment, FactCheck
from assurance import papers, road
from assurance.models import Road
from assurance.papers import Evidence
from assurance.road import Condition, Told
from interface.counting import counted
from reports import minutes
from reports.models import Report

SENT = Condition("facts-asked", "A partnership that it describes has been sent the draft to check.")
DECIDED = Condition("facts-decided", "Every comment of a partnership is decided.")
RESPONDED = Condition("facts-response-sent", "The response has gone back to every partnership.")
PANEL_ASKED = Condition("facts-to-the-panel", "The panel has decided whatever touches a judgement.")
PROMISES_KEPT = Condition("facts-promises-kept", "Every changed text that was promised stands in the draft.")


def join() -> None:
    road.also("to-final", SENT)(draft_was_sent)
    road.also("to-final", DECIDED)(comments_are_decided)
    road.also("to-final", PANEL_ASKED)(panel_has_decided)
    road.also("to-final", RESPONDED)(responses_are_sent)
    road.also("to-final", PROMISES_KEPT)(promises_are_kept)
    road.made_on("to-accuracy")(lambda report: reverse("accuracy:send", args=[report.pk]))
    if comments_for_the_panel not in papers.evidence:
        papers.evidence.append(comments_for_the_panel)


def _page(report: Report) -> str:
    return reverse("accuracy:checks", args=[report.pk])


def _of_this_round(report: Report):
    """The fact checks of this round of its road: those of an earlier edition say nothing of a correction."""
    travelled = Road.objects.get(report=report)
    began = travelled.steps.filter(round=travelled.round).order_by("pk").values_list("at", flat=True).first()
    return FactCheck.objects.filter(report=report, **({"sent_at__gte": began} if began else {}))


def _standing(report: Report):
    return _of_this_round(report).standing()


def draft_was_sent(report: Report) -> Told:
    """Taken back after its last day it was sent all the same: nobody keeps a report from going on by not answering."""
    if _standing(report).exists():
        return Told(True, address=_page(report))
    taken_back = list(_of_this_round(report).filter(status=FactCheck.Status.WITHDRAWN))
    if any(minutes.in_scotland(each.withdrawn_at).date() > each.due_on for each in taken_back):
        return Told(True, "Its last day passed without an answer.", _page(report))
    return Told(False, "Nobody has been sent it yet.", _page(report))


def comments_are_decided(report: Report) -> Told:
    waiting = _standing(report).filter(status__in=FactCheck.IN_THE_MAKING).count()
    if waiting:
        return Told(False, f"{counted(waiting, 'partnership has,partnerships have')} not signed off.", _page(report))
    left = Comment.objects.filter(fact_check__in=_standing(report), decision=None).count()
    return Told(not left, f"{counted(left, 'comment is,comments are')} not decided." if left else "", _page(report))


def panel_has_decided(report: Report) -> Told:
    """A decision on such a comment names the meeting; until it is recorded, the comment waits for the panel."""
    waiting = Comment.objects.filter(
        fact_check__in=_standing(report).filter(status=FactCheck.Status.SIGNED_OFF), kind=Comment.Kind.JUDGEMENT,
        decision=None,
    ).count()  # fmt: skip
    words = f"{counted(waiting, 'comment waits,comments wait')} for the panel." if waiting else ""
    return Told(not waiting, words, _page(report))


def responses_are_sent(report: Report) -> Told:
    owed = _standing(report).exclude(status=FactCheck.Status.RETURNED).count()
    return Told(not owed, f"{counted(owed, 'response is,responses are')} owed." if owed else "", _page(report))


def promises_are_kept(report: Report) -> Told:
    checks = list(_standing(report).filter(status=FactCheck.Status.RETURNED).select_related("version"))
    if not checks:
        return Told(True, address=_page(report))
    content = deciding.draft_now(report)
    missing = [(check, each) for check in checks for each in deciding.promises(check, content) if not each.is_kept]
    if not missing:
        return Told(True, address=_page(report))
    check, first = missing[0]
    return Told(
        False,
        f"{counted(len(missing), 'changed text is,changed texts are')} not found in the draft, the first of them at "
        f"{first.comment.label}.",
        reverse("accuracy:since", args=[check.pk]),
    )


def comments_for_the_panel(report: Report) -> Iterator[Evidence]:
    """In the panel's papers: what partnerships signed off and nobody has decided, disagreements with a judgement first.

    The others are shown as well: one that the team finds to touch a judgement waits, undecided, for the panel.
    """
    waiting = Comment.objects.filter(
        fact_check__report=report, fact_check__status=FactCheck.Status.SIGNED_OFF, decision=None
    ).select_related("fact_check__participation__partnership")
    rows = tuple(
        (
            comment.fact_check.participation.partnership.name,
            comment.label,
            comment.get_kind_display(),
            comment.in_question,
            comment.correction,
            comment.evidence,
        )
        for comment in sorted(waiting, key=lambda each: (each.kind != Comment.Kind.JUDGEMENT, each.place, each.pk))
    )
    if rows:
        yield Evidence(
            title="Comments of partnerships that wait for a decision",
            source="Factual accuracy, as partnerships signed them off",
            columns=("Partnership", "Paragraph", "What it is", "Words in question", "What it should say", "Why"),
            rows=rows,
            note="Whatever touches a judgement is the panel's to decide. The team decides the rest.",
        )
