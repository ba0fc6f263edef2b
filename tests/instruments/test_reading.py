"""A questionnaire from its text: what is wrong is named with its line and a remedy, all in one reading."""

import pytest

from tests.instruments.reading import read

START = 'title = "Survey"\n[[section]]\nkey = "one"\ntitle = "One"\n'
SERVICE = '[[section.question]]\nkey = "service"\nkind = "single choice"\nlabel = "Where?"\noptions = ["A b", "C"]\n'


def _wrong(text: str) -> list[tuple[int, str]]:
    return [(finding.line, f"{finding.says} {finding.remedy}") for finding in read(text)[1]]


def test_a_sound_questionnaire_is_read_whole():
    found, findings = read(START + SERVICE)
    assert not findings
    assert [option.key for option in found.by_key["service"].options] == ["a-b", "c"]


@pytest.mark.parametrize(
    ("lines", "line", "says"),
    [
        ('kind = "singel choice"\nlabel = "x"\noptions = ["A", "B"]', 11, "Did you mean “single choice”?"),
        ('kind = "single choice"\nlabel = "x"', 10, "nothing to choose from"),
        ('kind = "single choice"\nlabel = "x"\noptions = ["A", "A"]', 13, "stands twice"),
        ('kind = "single choice"\nlabel = "x"\noptions = ["A"]', 13, "fewer than two"),
        ('kind = "single choice"\nlabel = "x"\noptions = ["A", 5]', 13, "no option"),
        ('kind = "single choice"\nlabel = "x"\noptions = ["A", "B"]\nscale = "six-point"', 13, "both a scale"),
        (
            'kind = "single choice"\nlabel = "x"\noptions = ["A", { key = "z", label = " a" }]',
            13,
            "have the same words",
        ),
        ('kind = "rating"\nlabel = "x"\nscale = "seven-point"', 13, "Did you mean “six-point”?"),
        ('kind = "short text"\nlabel = "x"\nkey = "service"', 13, "taken already"),
        ('kind = "short text"\nlabel = "x"\nkey = "Not A Key"', 13, "cannot be a key"),
        ('kind = "short text"\nlabel = "x"\nrequierd = true', 13, "Did you mean “required”?"),
        ('kind = "short text"\nlabel = "x"\nshown_if = \'service = "z"\'', 13, "no answer “z”"),
        ('kind = "short text"\nlabel = "x"\nshown_if = \'later = "z"\'', 13, "is not asked before it"),
        ('kind = "short text"\nlabel = "x"\nkey = "me"\nshown_if = \'me = "z"\'', 14, "is asked under it"),
        ('kind = "short text"\nlabel = "x"\nshown_if = \'service includes "c"\'', 13, "write = instead"),
        ('kind = "short text"\nlabel = "x"\nshown_if = "service > 5"', 13, "without quotation marks"),
        ('kind = "short text"\nlabel = "x"\nshown_if = "service"', 13, "cannot be read"),
        ('kind = "short text"\nlabel = "x {{ other }}"', 12, "not asked before"),
        ('kind = "short text"\nlabel = "x"\nidentifies = true\npublish = true', 14, "cannot be published"),
        ('kind = "number"\nlabel = "x"\nleast = 5\nmost = 1', 14, "Exchange the two"),
        ('kind = "date"\nlabel = "x"\nearliest = 2026-01-01\nlatest = 2025-01-01', 14, "Exchange the two"),
        ('kind = "multiple choice"\nlabel = "x"\noptions = ["A", "B"]\nat_most = 2', 14, "Remove it"),
        ('kind = "ranking"\nlabel = "x"\noptions = ["A", "B"]\nplaces = 3', 14, "Lower the number"),
        ('kind = "grid"\nlabel = "x"\nscale = "agreement"\nrows = []', 14, "no rows"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_remedy(lines, line, says):
    wrong = _wrong(f"{START}{SERVICE}[[section.question]]\n{lines}\n")
    assert [place for place, words in wrong if says in words] == [line], wrong


def test_everything_that_is_wrong_is_named_at_once():
    bad = '[[section.question]]\nkind = "rating"\n[[section.question]]\nkind = "grid"\nlabel = "x"\n'
    assert len(_wrong(START + bad)) >= 3


def test_a_questionnaire_without_questions_is_refused():
    assert any("asks nothing" in words for _, words in _wrong('title = "Survey"\n'))


def test_how_long_it_takes_is_said_in_one_place():
    text = f'title = "Survey"\nminutes = 9\nintro = "It takes eight minutes."\n{START.partition(chr(10))[2]}{SERVICE}'
    assert any("says how long it takes" in words for _, words in _wrong(text))


def test_what_identifies_is_never_published():
    found, findings = read(
        START + '[[section.question]]\nkey = "name"\nkind = "short text"\nlabel = "Name"\nidentifies = true\n'
    )
    assert not findings
    assert not found.by_key["name"].publish
