"""How many pages a form has is said once no answer can change it any more, and then never jumps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.written import from_data
from surveys import sheets


def asks(*sections, one_at_a_time=True):
    """Sections of questions, each with what it hangs on: ``("works = 'yes'", {"works": "", "hours": "works = 'yes'"})``."""
    data = {
        "title": "Staff",
        "page": "question" if one_at_a_time else "section",
        "section": [
            {
                "key": f"section-{number}",
                "title": f"Section {number}",
                "shown_if": shown_if,
                "question": [
                    {"key": key, "kind": "yes or no", "scale": "yes-no", "label": f"{key}?", "shown_if": hangs_on}
                    for key, hangs_on in questions.items()
                ],
            }
            for number, (shown_if, questions) in enumerate(sections)
        ],
    }
    for section in data["section"]:
        for each in [section, *section["question"]]:
            if not each["shown_if"]:
                del each["shown_if"]
    instrument, wrong = from_data("staff", data)
    assert wrong == []
    return instrument


def counted(instrument, values) -> list[int | None]:
    """The number that each page says, where it is opened with these answers to the pages before it."""
    found, so_far, at = [], {}, 0
    while at < len(pages := sheets.sheets(instrument, so_far)):
        found.append(sheets.how_many(instrument, so_far, pages[at]))
        so_far |= {key: values[key] for key in sheets.keys_of(pages[at]) if key in values}
        at += 1
    return found


def test_a_form_without_conditions_says_it_from_the_first_page():
    assert counted(asks(("", {"a": "", "b": ""}), ("", {"c": ""})), {}) == [3, 3, 3]


def test_where_a_first_answer_decides_it_is_said_from_the_second_page():
    instrument = asks(("", {"works": "", "hours": 'works = "yes"', "team": 'works = "yes"', "last": ""}))
    assert counted(instrument, {"works": "yes"}) == [None, 4, 4, 4]
    assert counted(instrument, {"works": "no"}) == [None, 2]


def test_on_pages_of_sections_only_what_decides_about_a_whole_section_matters():
    within = asks(("", {"works": "", "hours": 'works = "yes"'}), ("", {"last": ""}), one_at_a_time=False)
    assert counted(within, {}) == [2, 2]
    whole = asks(("", {"works": ""}), ('works = "yes"', {"hours": ""}), one_at_a_time=False)
    assert counted(whole, {"works": "yes"}) == [None, 2]
    every_question = asks(("", {"works": ""}), ("", {"hours": 'works = "yes"'}), one_at_a_time=False)
    assert counted(every_question, {"works": "yes"}) == [None, 2]


def test_what_hangs_on_a_question_that_is_not_asked_changes_nothing():
    chain = asks(("", {"a": "", "b": 'a = "yes"', "c": 'b = "yes"'}))
    assert counted(chain, {"a": "no"}) == [None]
    assert counted(chain, {"a": "yes", "b": "no"}) == [None, None]
    later = asks(("", {"a": "", "b": 'a = "yes"', "d": "", "c": 'b = "yes"'}))
    assert counted(later, {"a": "no"}) == [None, 2]


@pytest.mark.parametrize("one_at_a_time", [True, False])
@given(data=st.data())
def test_what_is_said_holds_whatever_is_answered_after_it(one_at_a_time, data):
    keys, sections = [], []
    condition = lambda: f'{data.draw(st.sampled_from(keys))} = "yes"' if keys and data.draw(st.booleans()) else ""  # noqa: E731
    for number in range(data.draw(st.integers(1, 4))):
        shown_if, questions = condition(), {}
        for place in range(data.draw(st.integers(1, 3))):
            questions[f"q{number}{place}"] = condition()
            keys.append(f"q{number}{place}")
        sections.append((shown_if, questions))
    instrument = asks(*sections, one_at_a_time=one_at_a_time)
    values = {key: data.draw(st.sampled_from(["yes", "no"])) for key in keys}
    said = counted(instrument, values)
    assert {each for each in said if each is not None} <= {len(said)}
