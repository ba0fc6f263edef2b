"""Questions as a page shows them: every kind can be drawn, filled in again and read back."""

import re

from instruments import form_pages
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
    assert len(form_pages.errors(reading)) == 5
    for error in form_pages.errors(reading):
        assert f'id="{error["id"]}"' in page, error


def test_no_two_controls_share_an_id():
    ids = re.findall(r'\bid="([^"]+)"', _drawn(WHOLE))
    assert len(ids) == len(set(ids))


def test_a_group_has_room_for_one_more_entry_until_it_is_full():
    assert 'name="posts.1.name"' in _drawn(WHOLE)
    assert 'name="posts.1.name"' not in _drawn({})
    assert 'name="posts.2.name"' not in _drawn({**WHOLE, "posts.1.name": ["Clerk"]})
