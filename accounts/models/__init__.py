from accounts.models.people import Invitation, Post, Tie, User
from accounts.models.registers import Area, AreaCode, Grouping, NpmMembership, Organisation

__all__ = [
    "Area",
    "AreaCode",
    "Grouping",
    "Invitation",
    "NpmMembership",
    "Organisation",
    "Post",
    "Tie",
    "User",
]
