from programmes.models.briefings import Booking, BriefingSession
from programmes.models.letters import LetterText
from programmes.models.library import LibraryDocument
from programmes.models.people import Assignment, Seat
from programmes.models.programme import ClosedDay, Milestone, Phase, Programme, SchoolWeek, SettledDate
from programmes.models.taking_part import CalendarAddress, Confirmation, Participation, Partnership

__all__ = [
    "Assignment",
    "Booking",
    "BriefingSession",
    "CalendarAddress",
    "ClosedDay",
    "Confirmation",
    "LetterText",
    "LibraryDocument",
    "Milestone",
    "Participation",
    "Partnership",
    "Phase",
    "Programme",
    "SchoolWeek",
    "Seat",
    "SettledDate",
]
