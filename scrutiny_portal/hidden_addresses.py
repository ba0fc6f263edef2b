"""Addresses that are keys: whoever has one may come in. They are hidden wherever the portal writes down what happened.

A page with such an address adds its shape to KEYS; a test walks all addresses and finds one that is not hidden.
"""

import re
from typing import Any

HIDDEN = "[hidden]"
#: One part of a path, up to where the part, the address or the text around it ends.
_PART = r"[^/?#\s\"'<>\\,]+"
KEYS = [
    re.compile(rf"(/invitation/){_PART}"),
    re.compile(rf"(/password/reset/key/){_PART}"),
    re.compile(rf"(/calendar/){_PART}"),
    # Somebody's own copy of a report before its minute.
    re.compile(rf"(/embargoed/){_PART}"),
    # What a reader was sent to say yes to letters, to change them and to leave.
    re.compile(rf"(/subscribe/confirm/|/subscriptions/){_PART}"),
    # A respondent's pages, to their end: the link says which area, and what follows which form.
    re.compile(r"((?<![A-Za-z0-9])/s/)[^?#\s\"'<>\\,]+"),
    # What comes back from an organisation's sign-in, and whatever else is called so.
    re.compile(
        r"((?:^|[?&;\s\"'])(?:code|state|token|key|nonce|access_token|id_token|password|(?:__Host-)?sessionid|session_state)=)"
        r"[^&;#\s\"'<>\\]+"
    ),
]


def hide(text: str) -> str:
    """The text without what would let somebody in."""
    for key in KEYS:
        text = key.sub(rf"\1{HIDDEN}", text)
    return text


def hide_within(value: Any) -> Any:
    """The same for everything in a structure of mappings and lists, such as an event that is about to be reported."""
    if isinstance(value, str):
        return hide(value)
    if isinstance(value, dict):
        return {name: hide_within(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(hide_within(part) for part in value)
    return value
