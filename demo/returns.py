"""Document returns in every state: nothing yet, being prepared, late, sent, queried, answered, accepted."""

from collections.abc import Sequence

from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from demo import days, documents
from files import checking
from inspections import deciding, more_time, preparing, sending
from inspections.models import Extension, Return, Submission
from programmes.models import Programme, Seat

IN_TIME = " in time"
#: What each partnership in turn has done: far more have sent than not, as it is at that time. “Sign-off” waits for it.
#: Its date has passed, so who sends now is late, but for those who asked for more time and got it.
TURNS = (
    "accepted",
    "sent",
    "nothing",
    "queried",
    "accepted in time",
    "preparing",
    "sent in time",
    "more time",
    "answered in time",
    "nothing",
)


def fill(programme: Programme, team: dict[str, User], turns: Sequence[str] = TURNS, *, title: str = "") -> None:
    """Let the partnerships of a programme send what it asks for, each as far as its turn says: one return, by title.

    What is not open yet, or is asked of others, is nobody's turn.
    """
    with speaking.as_service():
        returns = (
            Return.objects.asked()
            .filter(ask__programme=programme, **({"ask__title": title} if title else {}))
            .select_related("ask__milestone", "ask__programme", "participation__partnership")
            .order_by("participation__partnership__name")
        )
        for number, of in enumerate(returns):
            of.participation.programme = of.ask.programme = programme
            coordinator = _coordinator(of)
            if coordinator and _is_open(of):
                _go(of, turns[number % len(turns)], number, coordinator, team)


def _is_open(of: Return) -> bool:
    part = of.participation
    if part.waits_for_its_day:
        return False
    return part.timetable[of.ask.milestone.key].opens <= timezone.localdate()


def _coordinator(of: Return) -> User | None:
    seat = of.participation.seats.filter(
        role=roles.Coordinator.slug, status=Seat.Status.ACCEPTED, standing=Seat.Standing.MAIN
    ).first()
    return seat.person if seat else None


def _go(of: Return, turn: str, number: int, by: User, team: dict[str, User]) -> None:
    if turn == "nothing":
        return
    if turn == "more time":
        wish = _wish(of, "Two of our three policy staff are off sick (demonstration).", by)
        if number % 3:
            more_time.grant(wish, until=wish.until, reason="Of course. Get well soon.", by=team["lead"])
        return
    if turn.endswith(IN_TIME):
        wish = _wish(of, "Our board sees the papers only this week (demonstration).", by)
        more_time.grant(wish, until=wish.until, reason="Yes, please let the board see them first.", by=team["lead"])
        turn = turn.removesuffix(IN_TIME)
    draft = _prepare(of, number, by, whole=turn != "preparing")
    if turn == "preparing":
        return
    if turn == "sign-off":
        sending.put_forward(draft, by=by)
        return
    submission = _send(of, draft, by)
    lead = team["lead"]
    if turn == "accepted":
        deciding.accept(of, text="Thank you, that is complete.", by=lead)
    elif turn in ("queried", "answered"):
        deciding.query(
            of,
            "One of the papers you sent is dated two years ago. Is it still the one in force? (demonstration)",
            answer_by=days.after(timezone.localdate(), 5),
            by=lead,
        )
        if turn == "answered":
            deciding.answer(of, "It is. The review of it goes to our board in the spring. (demonstration)", by=by)
    assert submission


def _wish(of: Return, reason: str, by: User) -> Extension:
    # Whenever the demo is started, the day asked for is still to come.
    until = days.after(max(of.participation.timetable[of.ask.milestone.key].ends, timezone.localdate()), 12)
    return more_time.ask(of, until=until, reason=reason, by=by)


def _prepare(of: Return, number: int, by: User, *, whole: bool) -> Submission:
    draft = preparing.start_draft(of, by=by)
    draft.of = of
    preparing.save_note(
        of, "What we send is what our board approved in the summer. (demonstration)", seen=draft.note_version, by=by
    )
    area = of.participation.partnership.name
    # What must be there is enough for a demonstration.
    asked = list(of.ask.documents.filter(required=True))
    for position, each in enumerate(asked if whole else asked[:2]):
        name = f"{each.title} – {area}"
        upload = (
            documents.excel(f"{name}.xlsx", ("Quarter", "Audits done"), ("One", 4 + number), ("Two", 6))
            if position % 3 == 1
            else documents.word(f"{name}.docx", f"{each.title} of {area}, version {number + 1}.")
        )
        preparing.add_documents(draft, [upload], answers=each, by=by)
    if not whole:
        preparing.add_documents(draft, [documents.with_a_macro(f"Scorecard {area}.docx")], answers=asked[-1], by=by)
    draft.refresh_from_db()
    draft.of = of
    for document in draft.documents.select_related("file"):
        checking.check(document.file_id)
    return draft


def _send(of: Return, draft: Submission, by: User) -> Submission:
    draft = Submission.objects.get(pk=draft.pk)
    draft.of = of
    if not of.ask.needs_sign_off:
        return sending.submit(draft, by=by)
    chief = of.participation.seats.filter(role=roles.ChiefOfficer.slug, status=Seat.Status.ACCEPTED).first().person
    sending.put_forward(draft, by=by)
    draft = Submission.objects.get(pk=draft.pk)
    draft.of = of
    return sending.sign_off(draft, by=chief)
