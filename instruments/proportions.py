"""A part of a whole as a whole number of per cent, and as the word that reports use for it: by these functions alone.

The words and their bounds are those that reports of adult support and protection inspections use; they are a default
until the scrutiny bodies confirm them.
"""

#: Word, and the lowest and the highest per cent that it stands for, both included.
WORDS = (
    ("all", 100, 100),
    ("almost all", 80, 99),
    ("most", 60, 79),
    ("just over half", 51, 59),
    ("half", 50, 50),
    ("just under half", 40, 49),
    ("some", 20, 39),
    ("few", 1, 19),
    ("none", 0, 0),
)


def per_cent(count: int, base: int) -> int:
    """``count`` in every hundred of ``base``, rounded half up; 0 and 100 only where they are exact.

    The parts of one whole are rounded each for itself, so that they need not come to 100. Raises ValueError for a base
    of nothing, or a count outside it.
    """
    if base <= 0 or not 0 <= count <= base:
        raise ValueError(f"{count} of {base} is no part of a whole")
    if count in (0, base):
        return 100 * count // base
    return min(99, max(1, (200 * count + base) // (2 * base)))


def in_words(count: int, base: int) -> str:
    """The word for a part of a whole, such as “almost all”. Raises ValueError as ``per_cent`` does."""
    found = per_cent(count, base)
    return next(word for word, least, most in WORDS if least <= found <= most)


def points(count: int, base: int, count_before: int, base_before: int) -> int:
    """By how many percentage points a part has changed, rounded half away from nought.

    It is worked out from the counts, so that it can differ by one from the difference of two rounded per cents.
    """
    if base <= 0 or base_before <= 0:
        raise ValueError("a part of nothing does not change")
    over, under = 100 * (count * base_before - count_before * base), base * base_before
    size = (2 * abs(over) + under) // (2 * under)
    return size if over >= 0 else -size


def points_in_words(change: int) -> str:
    """A change in percentage points as it is printed: “+3”, “−4”, “0”. The minus is a real one, as wide as a plus."""
    return f"+{change}" if change > 0 else f"−{-change}" if change else "0"
