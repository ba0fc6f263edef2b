"""Passwords that somebody who knows what the portal is about would try first."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError

#: Words of the portal and of those who use it. A password that is made of these, figures and signs alone is refused.
WORDS = {
    *("scrutiny", "portal", "scotland", "scottish", "inspection", "inspector", "inspectorate", "review", "programme"),
    *("care", "social", "work", "council", "partnership", "coordinator", "health", "police", "report", "governance"),
    *("password", "passwort", "letmein", "welcome", "login", "secret", "admin", "administrator", "user", "test"),
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "spring", "summer", "autumn", "winter", "the", "of", "and", "for", "my", "is"),
}
A_WORD = 4
#: How people write letters as figures and signs.
AS_LETTERS = str.maketrans("013457@$!", "oieastasi")


class NotAboutThePortal:
    """Refuses “ScrutinyPortal2026!” and the like; three words of one's own pass."""

    def validate(self, password, user=None):
        lowered = password.lower()
        if any(_says_nothing_else(written) for written in (lowered, lowered.translate(AS_LETTERS))):
            raise ValidationError(
                "This password says little more than what the portal is about. Choose words that only you would put "
                "together.",
                code="about_the_portal",
            )

    def get_help_text(self):
        return "Not made of words about the portal."


def _says_nothing_else(text: str) -> bool:
    """Whether hardly a letter is left once the words that anybody would try are taken out."""
    own = {word for word in re.split(r"\W+", settings.PORTAL_NAME.lower()) if word}
    left, tells = re.sub(r"[\W\d_]+", "", text), False
    for word in sorted(WORDS | own, key=len, reverse=True):
        tells = tells or (word in left and len(word) >= A_WORD)
        left = left.replace(word, "")
    # Figures or signs alone are nobody's business: no kind of sign is asked for, and none refused.
    return tells and len(left) < A_WORD
