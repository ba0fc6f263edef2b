"""What repeats within a page is drawn by Jinja, as safe as what Django draws (ADR 11)."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from jinja2 import UndefinedError

from interface import parts

HOSTILE = """"><script>alert('1 & 2')</script>"""


def a_row(name: str) -> str:
    return parts.drawn("accounts/people_rows.jinja", rows=[(Somebody(name), [name])])


class Somebody:
    pk, email, organisation, last_login, standing = 7, "a@b.example", None, None, ("Active", "done")

    def __init__(self, name):
        self.name = name


def test_everything_that_it_is_given_is_escaped():
    drawn = a_row(HOSTILE)
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") == 2


def test_a_name_that_was_not_given_is_an_error_and_not_an_empty_place():
    with pytest.raises(UndefinedError, match="rows"):
        parts.drawn("accounts/people_rows.jinja")


def test_a_django_page_takes_it_as_safe_and_as_often_as_it_likes():
    page = Template("{% load sgds %}{% part 'accounts/people_rows.jinja' rows=rows %}")
    drawn = page.render(Context({"rows": [(Somebody("Ann"), []), (Somebody("Bea"), [])]}))
    assert drawn.count("<tr>") == 2
    assert ">Ann</a>" in drawn


def test_an_address_is_the_one_that_django_gives_also_the_second_time():
    for _ in range(2):
        assert parts.address("manage:person", 7) == reverse("manage:person", args=[7])
        assert parts.address("manage:person", 8) == reverse("manage:person", args=[8])


def test_a_page_that_is_not_there_is_an_error_for_a_link_and_nothing_for_a_menu():
    with pytest.raises(NoReverseMatch):
        parts.address("no-such-page")
    assert parts.address_if_there("no-such-page") == ""
