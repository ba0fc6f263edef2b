"""The scales on which a programme judges, each from the best to the worst, in the words that a report uses."""

from programmes.models import Programme

Kind = Programme.Judgement

#: The six-point scale is the Care Inspectorate's; the label always stands with its number.
#: The progress statements are those of joint inspections of adult support and protection, without any number.
SCALES: dict[str, dict[str, str]] = {
    Kind.NOTHING: {},
    Kind.SIX_POINTS: {
        "6": "6 Excellent",
        "5": "5 Very good",
        "4": "4 Good",
        "3": "3 Adequate",
        "2": "2 Weak",
        "1": "1 Unsatisfactory",
    },
    Kind.PROGRESS_STATEMENTS: {
        "very-effective": "Very effective, with major strengths",
        "effective": "Effective, with areas for improvement",
        "weaknesses": "Important areas of weakness",
    },
}
#: Every grade of every scale, by its key.
GRADES: dict[str, str] = {key: words for scale in SCALES.values() for key, words in scale.items()}


def of(programme: Programme) -> dict[str, str]:
    """The grades of a programme's scale by their keys; none where nothing is judged."""
    return SCALES[programme.judgement]


def questions(programme: Programme) -> list[tuple[str, str]]:
    """(key, title) of every question that this programme judges, in the order of its definition."""
    if programme.judgement == Kind.NOTHING:
        return []
    return [(question["key"], question["title"]) for question in programme.particulars.get("judgement_questions", [])]
