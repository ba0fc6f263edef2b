"""Scales: ordered labels, every one of them always shown, each with the number that a mean is worked out from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One thing to choose. ``score`` counts in means; None stays outside them, as "don't know" must."""

    key: str
    label: str
    score: int | None = None
    exclusive: bool = False
    hint: str = ""


def _scored(*pairs: tuple[str, str], highest: int, without: tuple[tuple[str, str], ...] = ()) -> tuple[Option, ...]:
    scored = tuple(Option(key, label, highest - place) for place, (key, label) in enumerate(pairs))
    return scored + tuple(Option(key, label) for key, label in without)


#: Scales that a definition may name, so that two surveys which use the same words can be compared.
SCALES: dict[str, tuple[Option, ...]] = {
    "agreement": _scored(
        ("strongly-agree", "Strongly agree"),
        ("agree", "Agree"),
        ("neither", "Neither agree nor disagree"),
        ("disagree", "Disagree"),
        ("strongly-disagree", "Strongly disagree"),
        highest=5,
        without=(("dont-know", "Don’t know"),),
    ),
    # The Care Inspectorate's six grades, as its quality framework names them.
    "six-point": _scored(
        ("excellent", "6: Excellent"),
        ("very-good", "5: Very good"),
        ("good", "4: Good"),
        ("adequate", "3: Adequate"),
        ("weak", "2: Weak"),
        ("unsatisfactory", "1: Unsatisfactory"),
        highest=6,
    ),
    "yes-no": (Option("yes", "Yes"), Option("no", "No")),
    # In a record two more things are true: nobody wrote it down, or there was nothing to write.
    "recorded": (
        Option("yes", "Yes"),
        Option("no", "No"),
        Option("not-recorded", "Not recorded"),
        Option("not-applicable", "Not applicable"),
    ),
}


@dataclass(frozen=True)
class Joined:
    """Options that may be counted as one where each alone is too few: “agree” with “strongly agree”."""

    key: str
    label: str
    options: tuple[str, ...]


#: For scales whose options can be joined: every option stands in one of them.
JOINED: dict[str, tuple[Joined, ...]] = {
    "agreement": (
        Joined("agrees", "Agree or strongly agree", ("strongly-agree", "agree")),
        Joined("neither", "Neither agree nor disagree", ("neither",)),
        Joined("disagrees", "Disagree or strongly disagree", ("disagree", "strongly-disagree")),
        Joined("dont-know", "Don’t know", ("dont-know",)),
    ),
    "six-point": (
        Joined("good-or-better", "Good or better", ("excellent", "very-good", "good")),
        Joined("adequate-or-weaker", "Adequate or weaker", ("adequate", "weak", "unsatisfactory")),
    ),
}


def joined(answers: tuple[tuple[str, str], ...]) -> tuple[Joined, ...]:
    """How answers of these (key, label) are joined; nothing where they are no scale, or one that says enough as it is."""
    for name, found in JOINED.items():
        if answers == tuple((option.key, option.label) for option in SCALES[name]):
            return found
    return ()
