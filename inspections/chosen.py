"""Returns that only the partnerships chosen for a closer look are asked for, as the choice needs to know them."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q

from inspections.models import Ask, Extension, Return, SetAsideNote, Submission, SubmittedDocument
from programmes.choosing import Begun
from programmes.models import Participation, Programme


def titles(programme: Programme) -> Iterable[tuple[int, str]]:
    """The returns that a programme asks of some alone, each with its milestone."""
    return Ask.objects.of_some().filter(programme=programme).order_by("position").values_list("milestone", "title")


def begun(participations: Sequence[Participation], *, hold: bool = False) -> Begun:
    """Those that have sent such a return, have something in one, or wait to hear whether they have more time for it.

    A draft with nothing in it holds nobody. With ``hold``, the returns are held as whoever changes them holds them.
    """
    if not participations:
        return {}
    rows = Return.objects.filter(participation__in=[each.pk for each in participations], ask__in=Ask.objects.of_some())
    if hold:
        list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    versions = Submission.objects.filter(of=OuterRef("pk"))
    filled = versions.in_the_making().filter(
        ~Q(note="")
        | ~Q(nil_reason="")
        | Q(number__gt=1)
        | Exists(SubmittedDocument.objects.filter(submission=OuterRef("pk")))
        | Exists(SetAsideNote.objects.filter(submission=OuterRef("pk")))
    )
    found: Begun = {}
    told = rows.annotate(
        was_sent=Exists(versions.sent_out()),
        is_filled=Exists(filled),
        wants_time=Exists(Extension.objects.open().filter(of=OuterRef("pk"))),
    ).order_by("ask__position")
    for pk, title, *state in told.values_list("participation", "ask__title", "was_sent", "is_filled", "wants_time"):
        for is_so, verb in zip(state, ("sent", "begun", "asked for more time for"), strict=True):
            if is_so:
                found.setdefault(pk, []).append(f"has {verb} “{title}”")
                break
    return found
