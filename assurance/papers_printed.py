"""The panel's papers as PDF: made by a worker from what was put together when the meeting was called."""

from django.conf import settings
from django.template.loader import render_to_string

from accounts import speaking
from assurance import rules
from assurance.models import Meeting
from files import actions as documents
from files.models import Making
from files.printable import Printable, printable
from reports import minutes, printing

KIND = "panel-papers"


def may_see(user, meeting_id: int) -> bool:
    """The members who have declared, the programme's lead, and administrators."""
    meeting = Meeting.objects.visible_to(user).filter(pk=meeting_id).select_related("report__programme").first()
    if meeting is None or not rules.may_open_papers(user, meeting):
        return False
    mine = meeting.members.filter(person=user).first()
    return mine is None or mine.declared_at is not None or meeting.status != Meeting.Status.CALLED


def its_page(user, meeting_id: int) -> tuple[str, str] | None:
    return ("Meeting of the panel", Meeting(pk=meeting_id).get_absolute_url()) if may_see(user, meeting_id) else None


@printable(KIND, title="Panel papers", rule=may_see, about=its_page, title_is_told=False)
def panel_papers(subject_id: int) -> Printable:
    meeting = Meeting.objects.select_related(
        "report__programme__lead_body", "version__locked_by", "papers", "chair"
    ).get(pk=subject_id)
    return Printable(
        html=render_to_string("assurance/print/papers.html", context(meeting)),
        title=f"Panel papers: {meeting.version.title}",
        file_name=f"panel-papers-{meeting.pk}.pdf",
    )


def context(meeting: Meeting) -> dict:
    """What the papers are printed from: the locked version and the chapters beside it, nothing that could have changed."""
    papers, content = meeting.papers.content, printing.for_print(meeting.version.content)
    return {
        "meeting": meeting,
        "version": meeting.version,
        "papers": papers,
        "content": content,
        "members": [member.person for member in meeting.members.select_related("person")],
        "when": minutes.in_words(meeting.held_at),
        "entries": list(_entries(papers, content)),
        "portal_name": settings.PORTAL_NAME,
    }


def _entries(papers: dict, content: dict):
    yield {"words": "The meeting", "key": "the-meeting", "level": 2}
    yield {"words": "The draft", "key": "the-draft", "level": 2}
    for section in content["sections"]:
        yield {"words": f"{section['number']}  {section['heading']}", "key": section["anchor"], "level": 3}
    if content.get("notes"):
        yield {"words": "Notes", "key": "notes", "level": 3}
    yield {"words": "Evidence behind the findings", "key": "evidence", "level": 2}
    if papers["judged"]:
        yield {"words": "Judgements", "key": "judgements", "level": 2}
    yield {"words": "Peer review", "key": "peer-review", "level": 2}
    yield {"words": "Earlier decisions", "key": "earlier-decisions", "level": 2}


def ask(meeting: Meeting, *, by) -> Making:
    """Ask for the PDF, or find what was asked before. Its title is not told where anybody may look."""
    return documents.ask_for(KIND, meeting, by=by, title="Panel papers")


def progress_of(meeting: Meeting) -> Making | None:
    """How far the PDF is. Read as the portal: the row belongs to whoever asked."""
    with speaking.as_service():
        return Making.objects.of(KIND, meeting).first()


def again(making: Making) -> None:
    """Put a PDF that could not be made back into the queue."""
    documents.try_again(making)
