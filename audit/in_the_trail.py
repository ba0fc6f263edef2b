"""How the trail tells what the room below keeps: people, their posts and ties, and the registers."""

from accounts.models import Area, Invitation, Organisation, Post, Tie, User
from audit import told


def join() -> None:
    told.say(
        User,
        {
            "job_title": "Job title",
            "phone": "Telephone",
            "created_at": "Added to the portal on",
            "joined_at": "First signed in on",
            "disabled_at": "Account closed on",
            "disabled_by": "Account closed by",
            "second_factor_reset_at": "Second step of signing in reset on",
            "second_factor_reset_by": "Second step of signing in reset by",
            "signed_out_at": "Signed out everywhere on",
        },
    )
    told.say(Post, {"given_by": "Given by"})
    told.say(Tie, {"declared_at": "Declared on", "declared_by": "Declared by"})
    told.say(
        Invitation,
        {
            "invited_by": "Invited by",
            "created_at": "Invited on",
            "expires_at": "Ends on",
        },
    )
    told.say(
        Organisation,
        {
            "short_name": "Short name",
            "legal_name": "Legal name",
            "website": "Website",
            "superseded_code": "Code that it had before",
            "facts": "What the register says further",
        },
    )
    told.say(Area, {"short": "Letters in references"})
