"""Mail addresses that cannot work, said before anything is sent to them. No look-ups: a slip is seen by eye."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

#: Endings that people mistype, and what they meant.
SLIPS = {
    ".con": ".com",
    ".comm": ".com",
    ".co.ku": ".co.uk",
    ".couk": ".co.uk",
    ".gov.ku": ".gov.uk",
    ".govuk": ".gov.uk",
    ".gv.uk": ".gov.uk",
    ".go.uk": ".gov.uk",
    ".gov.u": ".gov.uk",
    ".gov.sco": ".gov.scot",
    ".gov.scto": ".gov.scot",
    ".govscot": ".gov.scot",
    ".nhs.sco": ".nhs.scot",
    ".nhs.scto": ".nhs.scot",
    ".nhscot": ".nhs.scot",
    ".scto": ".scot",
    ".police.ku": ".police.uk",
    "@gmial.com": "@gmail.com",
    "@gmai.com": "@gmail.com",
    "@hotmial.com": "@hotmail.com",
    "@outlok.com": "@outlook.com",
}

_well_formed = EmailValidator()


def trouble_with(address: str) -> str:
    """Why mail to this address cannot arrive, as a sentence; empty where nothing speaks against it."""
    address = address.strip().lower()
    try:
        _well_formed(address)
    except ValidationError:
        return f"“{address}” is not an e-mail address. It should look like name@council.gov.uk."
    domain = address.rpartition("@")[2]
    if domain.rpartition(".")[2] in settings.MAIL_NEVER_ARRIVES_AT:
        return f"Mail to “{domain}” can never arrive: addresses that end so are not on the internet."
    for wrong, right in SLIPS.items():
        if address.endswith(wrong):
            meant = address[: -len(wrong)] + right
            return f"“{address}” looks mistyped. Did you mean {meant}?"
    return ""
