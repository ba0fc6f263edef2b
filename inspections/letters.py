"""The letters that a return causes. Their words are the programme's; here is what is filled in, and who gets them."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from inspections.models import Extension, Message, Return, Submission
from programmes import correspondence, letter_text


def receipt(submission: Submission, documents, *, by: User) -> None:
    """To the partnership's people: exactly what was received."""
    of = submission.of
    if submission.is_nil:
        _tell(
            "nothing to send is accepted",
            of,
            f"version:{submission.number}/nil",
            by,
            "everyone in the partnership",
            {"return.reason": submission.nil_reason},
        )
        return
    files = [
        f"{document.asked_document.title if document.asked_document else 'Something else'}: {document.file.shown_name}"
        for document in documents
    ]
    _tell(
        "a return is submitted",
        of,
        f"version:{submission.number}/receipt",
        by,
        "everyone in the partnership",
        {
            "return.reference": of.reference,
            "return.version": str(submission.number),
            "return.sent_at": minute(submission.sent_at),
            "return.sent_by": submission.sent_by.name,
            "return.files": letter_text.bullets(files),
        },
    )


def sign_off_request(submission: Submission, *, by: User) -> None:
    _tell(
        "a return waits for sign-off",
        submission.of,
        f"version:{submission.number}/sign-off:{submission.draft_version}",
        by,
        "chief officers",
        {"return.prepared_by": by.name},
    )


def sent_back(submission: Submission, *, by: User) -> None:
    """To whoever put it forward, and to the co-ordinator of today.

    The reason stands on the page of the return: whoever sees to letters in the team can read this one.
    """
    of = submission.of
    people = {submission.put_forward_by, *correspondence.recipients("co-ordinator", of.participation)}
    _tell(
        "a return is sent back",
        of,
        f"version:{submission.number}/sent-back:{submission.draft_version}",
        by,
        people,
        {"return.sent_back_by": by.name},
    )


def query(message: Message) -> None:
    of = message.of
    _tell(
        "a return is queried",
        of,
        f"message:{message.pk}",
        message.author,
        "co-ordinator",
        {
            "query.text": letter_text.paragraphs(message.text),
            "query.asked_by": message.author.name,
            "query.answer_by": message.answer_by,
        },
        f"/returns/{of.pk}/thread/",
    )


def answered(message: Message, askers: list[User]) -> None:
    of = message.of
    _tell(
        "a query is answered",
        of,
        f"message:{message.pk}",
        message.author,
        askers or "review team",
        {
            "query.answer": letter_text.paragraphs(message.text),
        },
        f"/reading/returns/{of.pk}/",
    )


def accepted(submission: Submission, *, by: User) -> None:
    of = submission.of
    _tell(
        "a return is accepted",
        of,
        f"version:{submission.number}/accepted:{submission.accepted_at.isoformat()}",
        by,
        "everyone in the partnership",
        {"return.reference": of.reference},
    )


def more_time_wished(extension: Extension) -> None:
    of = extension.of
    _tell(
        "an extension is asked for",
        of,
        f"extension:{extension.pk}/asked",
        extension.asked_by,
        "review team",
        {
            "extension.asked_until": extension.until,
            "extension.reason": extension.reason,
        },
        f"/reading/returns/{of.pk}/",
    )


def more_time_decided(extension: Extension, *, by: User) -> None:
    is_granted = extension.status == Extension.Status.GRANTED
    _tell(
        "an extension is decided",
        extension.of,
        f"extension:{extension.pk}/decided",
        by,
        "everyone in the partnership",
        {
            "extension.decision": "given" if is_granted else "not given",
            "extension.until": extension.granted_until or extension.was_due,
            "extension.reason": extension.decision_reason,
        },
    )


def refused(document, *, people: Iterable[User]) -> None:
    """A file that the check refused after it had been sent: once for each file and return, however often it is asked.

    Whoever sees to letters in the team can read this one, so it does not name what waits for sign-off.
    """
    submission = document.submission
    name, reason = document.file.shown_name, " ".join(document.file.reasons)
    if submission.is_in_the_making:
        name = "that is marked on the page of the return"
        reason = "The page says which file it is, and why. Until the return is sent, your partnership alone sees that."
    _tell(
        "a document is refused",
        submission.of,
        f"file:{document.file_id}/refused",
        None,
        people,
        {
            "document.name": name,
            "document.reason": reason,
            "document.remedy": _remedy(submission),
        },
    )


def _remedy(submission: Submission) -> str:
    """What to do about a refused file: what was sent never changes, so a sound copy goes into a new version."""
    match submission.status:
        case Submission.Status.ACCEPTED:
            return (
                f"Version {submission.number} has been accepted with it. Please ask us to open the return again, "
                "so that you can send a new version with a sound copy."
            )
        case Submission.Status.AWAITING_SIGN_OFF:
            return (
                f"Version {submission.number} waits for sign-off and cannot go with it. Please take it back from "
                "sign-off and put a sound copy in its place."
            )
    return (
        f"Version {submission.number}, which you sent, stays as it is. Please start a new version: it begins with "
        "everything else that you sent, and you add a sound copy."
    )


def minute(moment) -> str:
    """Such as 27 August 2026, 16:41."""
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"


def _tell(event: str, of: Return, occasion: str, by: User | None, to, extra: dict, address: str = "") -> None:
    milestone = next(plan for plan in of.participation.programme.plans if plan.pk == of.ask.milestone_id)
    correspondence.tell(
        event,
        of.participation,
        to=to,
        occasion=f"return:{of.pk}/{occasion}",
        by=by,
        milestone=of.participation.timetable[milestone.key],
        address=address or of.get_absolute_url(),
        extra={"return.title": of.ask.title, **extra},
    )
