"""How the trail tells of programmes, of who takes part in them, and of their letters and documents."""

from django.db.models import Value

from audit import changes, told
from audit.trail import history_of
from programmes.models import (
    Assignment,
    LetterText,
    LibraryDocument,
    Milestone,
    Participation,
    Partnership,
    Programme,
    Seat,
    SettledDate,
)


def join() -> None:
    changes.names |= {
        Programme: changes.Called(Programme, "short_title"),
        Partnership: changes.Called(Partnership, "name"),
        Milestone: changes.Called(Milestone, "title"),
        # Which partnership takes part in what. From the history, as not everybody who reads that sees the row itself.
        Participation: changes.Called(
            history_of(Participation),
            changes.joined("partnership__name", Value(", "), "programme__short_title"),
            key="pgh_obj_id",
        ),
    }
    told.refers["participation_ref"] = Participation
    _programme()
    _people()
    told.say(
        Participation,
        {
            "partnership": "Partnership",
            "selected": "Chosen for what only some are asked",
            "accepted_at": "Notification accepted on",
            "accepted_by": "Notification accepted by",
        },
    )
    told.say(SettledDate, {"edge": "Which day", "on": "Date"})
    told.say(
        LetterText,
        {
            "kind": "Kind of letter",
            "sent": "What causes it",
            "sender": "Who sends it",
            "addressed_to": "Whom it is for",
            "statutory": "Letter of record",
            "subject": "Subject",
            "body": "Text",
        },
    )
    told.say(
        LibraryDocument,
        {
            "text": "Text",
            "published_by": "Published by",
            "audience": "Whom it is for",
            "released_with": "Released with",
            "released_edge": "Released when that",
        },
    )


def _programme() -> None:
    told.say(
        Programme,
        {
            "definition": "Definition that it was started from",
            "definition_digest": "Fingerprint of the definition (SHA-256)",
            "lead_body": "Led by",
            "requested_by": "Asked for by",
            "purpose": "Purpose",
            "legal_basis": "Legal basis",
            "questions": "Questions",
            "scope_in": "In scope",
            "scope_out": "Out of scope",
            "methods": "Methods",
            "background": "Background",
            "handling": "How what is sent is kept and used",
            "terms": "Key definitions",
            "particulars": "Figures, lists, rounds and runs",
            "shape": "Shape of the timetable",
            "judgement": "What is judged",
            "attribution": "Naming of partnerships",
            "sign_off": "Who signs off what is sent",
            "uses": "What it uses",
            "register": "Register that its partnerships come from",
            "public_from": "Public from",
            "letters_from": "Letters go from",
            "letters_held": "Letters are held",
            "contact_name": "Contact",
            "contact_email": "E-mail address of the contact",
        },
        {"sign_off": told.with_spaces, "register": told.with_spaces, "kind": told.with_spaces},
    )


def _people() -> None:
    told.say(Assignment, {"assigned_by": "Assigned by"})
    told.say(
        Seat,
        {
            "standing": "Standing",
            "offered_at": "Nominated on",
            "offered_by": "Nominated by",
            "answered_at": "Answered on",
        },
    )
