"""What a programme asks for becomes rows when it starts: an ask, what it names, and a return for each partnership."""

import re

from django.db import transaction

from accounts import speaking
from inspections.models import Ask, AskedDocument, Return
from programmes.models import Milestone, Participation, Programme

NOTE_WORDS = 500


@transaction.atomic
def ask_for(programme: Programme, definition) -> None:
    """Copy what a definition asks for into a programme that starts, with a return for everyone who takes part."""
    milestones = {milestone.key: milestone for milestone in Milestone.objects.filter(programme=programme)}
    asked = [each for each in definition.instruments if each.kind == "document return"]
    for position, instrument in enumerate(asked):
        ask = Ask.objects.create(
            programme=programme,
            milestone=milestones[instrument.milestone],
            key=instrument.key,
            title=instrument.title,
            guidance=instrument.introduction,
            applies_to=instrument.applies_to,
            needs_sign_off=instrument.needs_sign_off,
            nil_allowed=instrument.nil_return_allowed,
            max_files=instrument.max_files,
            note_words=max([document.word_limit for document in instrument.documents if document.word_limit] or [0])
            or NOTE_WORDS,
            position=position,
        )
        AskedDocument.objects.bulk_create(
            AskedDocument(
                ask=ask,
                key=document.key,
                title=document.title,
                help=document.help,
                required=document.required,
                max_files=document.max_files,
                position=place,
            )
            for place, document in enumerate(instrument.documents)
        )
    open_returns(programme)


@transaction.atomic
def open_returns(programme: Programme) -> int:
    """Give everyone who takes part a return for each ask that they have none for; returns how many were new."""
    with speaking.as_service():
        asks = list(Ask.objects.filter(programme=programme).order_by("position", "pk"))
        if not asks:
            return 0
        participations = list(
            Participation.objects.filter(programme=programme)
            .select_related("partnership")
            .prefetch_related("partnership__areas")
        )
        have = set(Return.objects.filter(ask__in=asks).values_list("ask", "participation"))
        codes = _codes(participations)
        prefix = _prefix(programme)
        new = [
            Return(
                ask=ask,
                participation=participation,
                reference=f"{prefix}-{codes[participation.pk]}-{number}",
            )
            for participation in participations
            for number, ask in enumerate(asks, start=1)
            if (ask.pk, participation.pk) not in have
        ]
        Return.objects.bulk_create(new)
    return len(new)


def _prefix(programme: Programme) -> str:
    """Such as SWG-2026; a second run of one definition in one year is SWG-2026B."""
    initials = "".join(word[0] for word in re.split(r"[^a-z0-9]+", programme.definition.lower()) if word).upper()
    stem = f"{initials}-{programme.day_one.year}"
    own = Return.objects.filter(ask__programme=programme).values_list("reference", flat=True).first()
    if own:
        return own.rsplit("-", 2)[0]
    taken = {
        reference.rsplit("-", 2)[0]
        for reference in Return.objects.filter(reference__startswith=stem)
        .order_by("ask__programme_id")
        .distinct("ask__programme_id")
        .values_list("reference", flat=True)
    }
    return next(name for name in _endless(stem) if name not in taken)


def _endless(stem: str):
    yield stem
    yield from (f"{stem}{chr(letter)}" for letter in range(ord("B"), ord("Z") + 1))
    yield from (f"{stem}Z{number}" for number in range(2, 10_000))


def _codes(participations) -> dict[int, str]:
    """Three letters for a partnership of one area, such as EDH; several areas show how many."""
    codes, taken = {}, set()
    for participation in participations:
        areas = [area.short for area in participation.partnership.areas.all()]
        code = (areas[0] if len(areas) == 1 else f"{areas[0]}{len(areas)}") if areas else "P"
        if code in taken or not areas:
            code = f"{code}{participation.pk}"
        taken.add(code)
        codes[participation.pk] = code
    return codes
