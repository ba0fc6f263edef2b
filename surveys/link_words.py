"""The last part of a link: short enough to be typed from a poster, and without letters that look alike."""

import secrets

#: No vowels, so that no word comes about by accident, and nothing that looks like something else: 26 signs, and so
#: 56 bits in twelve of them.
SIGNS = "23456789cdfghjkmnpqrstvwxz"
LONG = 12


def new_words() -> str:
    """Words for a new link, such as ``7kq2-m9dr-tx4c``."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LONG))
    return "-".join(drawn[start : start + 4] for start in range(0, LONG, 4))


def could_be(words: str) -> bool:
    """Whether words have the shape of a link's, be there such a link or not."""
    return len(words) == LONG + 2 and set(words) <= {*SIGNS, "-"}


def as_kept(typed: str) -> str:
    """What somebody typed, as it is kept: small letters, a hyphen after every fourth sign. Raises nothing."""
    signs = "".join(sign for sign in typed.lower() if sign.isalnum())[: LONG + 1]
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
