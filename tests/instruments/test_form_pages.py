"""Questions as a page shows them: every kind can be drawn, filled in again and read back."""

import re

import pytest

from instruments import form_pages
from instruments.shown import shown
from interface import parts
from tests.instruments.test_answers import RULES, WHOLE


def _drawn(typed) -> str:
    found = form_pages.sections(RULES.instrument, RULES.read(typed), typed)
    return "".join(parts.drawn("instruments/questions.jinja", controls=each.controls) for each in found)


def test_every_field_that_can_be_answered_is_on_the_page():
    names = set(re.findall(r'name="([^"]+)"', _drawn(WHOLE)))
    assert WHOLE.keys() <= names


def test_what_was_typed_is_there_again_as_it_was_typed():
    page = _drawn({**WHOLE, "years": ["many"], "title": ['"quoted" & <b>']})
    assert 'value="many"' in page
    assert "&#34;quoted&#34; &amp; &lt;b&gt;" in page
    assert "in figures" in page


def test_every_error_leads_to_a_control_that_is_on_the_page():
    typed = {"since.day": ["31"], "order.time": ["9"], "posts.0.length": ["3"], "years": ["x"]}
    reading = RULES.read(typed)
    page = _drawn(typed)
    assert len(form_pages.errors(reading, RULES.instrument)) == 5
    for error in form_pages.errors(reading, RULES.instrument):
        assert f'id="{error["id"]}"' in page, error


def test_no_two_controls_share_an_id():
    ids = re.findall(r'\bid="([^"]+)"', _drawn(WHOLE))
    assert len(ids) == len(set(ids))


def test_each_line_of_the_error_summary_names_its_question():
    reading = RULES.read({"service": ["adults"], "since.day": ["3"], "years": ["x"]})
    lines = [each["message"] for each in form_pages.errors(reading, RULES.instrument)]
    assert any("Since when?" in line and "must have a month" in line for line in lines)
    assert any("For how many years?" in line for line in lines)


def _pressed(typed) -> dict:
    return form_pages.pressed(RULES.instrument, typed).typed


def test_a_group_shows_one_entry_and_another_when_it_is_asked_for_until_it_is_full():
    assert 'name="posts.1.name"' not in _drawn(WHOLE)
    more = _pressed({**WHOLE, "posts.entries": ["1"], "add": ["posts"]})
    page = _drawn(more)
    assert 'name="posts.1.name"' in page
    assert "Add another" not in page
    assert 'name="posts.2.name"' not in _drawn(_pressed({**more, "add": ["posts"]}))


def test_an_entry_that_is_removed_leaves_the_others_in_their_order():
    typed = {**WHOLE, "posts.1.name": ["Clerk"], "posts.entries": ["2"], "remove": ["posts.0"]}
    left = _pressed(typed)
    assert RULES.read(left).values["posts"] == [{"name": "Clerk"}]
    assert 'name="posts.1.name"' not in _drawn(left)


def test_an_answer_that_need_not_be_given_can_be_taken_back():
    assert 'name="clear" value="valued"' in _drawn(WHOLE)
    assert 'name="clear" value="leaders.they-listen"' in _drawn(WHOLE)
    assert 'name="clear" value="service"' not in _drawn(WHOLE)
    assert "valued" not in RULES.read(_pressed({**WHOLE, "clear": ["valued"]})).values
    assert "leaders" not in RULES.read(_pressed({**WHOLE, "clear": ["leaders.they-listen"]})).values


@pytest.mark.parametrize(
    "typed", [{"add": ["nothing"]}, {"remove": ["posts.x"]}, {"remove": ["posts.99999"]}, {"clear": [""]}]
)
def test_a_button_that_no_page_has_changes_nothing(typed):
    assert _pressed({**WHOLE, **typed}) == WHOLE


def test_answers_of_several_things_are_shown_as_lists():
    values = RULES.read(WHOLE).values
    rows = {each.question.key: each for each in shown(RULES.instrument, RULES.instrument.questions(), values)}
    assert [(part.title, part.words) for part in rows["leaders"].parts] == [("They listen", "Agree")]
    assert [part.title for part in rows["order"].parts] == ["Staff", "Time", "Training"]
    assert [part.title for part in rows["tasks"].parts] == ["Visits", "Reports"]
    assert rows["tasks"].label == "What do you do in Adults?"
    assert [(part.title, part.words) for part in rows["posts"].parts[0].parts] == [
        ("Name of the post", "Assistant"),
        ("Years in it", "3"),
    ]
