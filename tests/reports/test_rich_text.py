"""The editor and what is kept: there and back a text says the same, and what is no part of it falls off its words."""

import re
from html import escape, unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import rich_text

WHOLE = """Leaders **understood** their *duties*.[^act] Staff said so: [38%](number:staff-agreed), see [[figure:answers]].

[[figure:answers]]

### What helps

- boards
- supervision
  - monthly
  - by the manager

3. third
4. fourth

> Nobody asked us.

A line\\
and the next, [with a link](https://www.example.org/a_b?c=1), and ~~struck~~ `code`.

[^act]: The *Act*, [section 4](https://www.example.org/act)."""


def test_a_text_with_everything_in_it_is_the_same_there_and_back():
    assert rich_text.can_show(WHOLE)
    assert rich_text.tidy(WHOLE) == WHOLE


def test_a_section_may_speak_of_a_table_that_another_section_shows():
    assert rich_text.can_show("As [[figure:answers]] shows, most did.")


@pytest.mark.parametrize(
    "text",
    [
        "38% of [38%](number:staff-agreed) and [**2 in 3**](number:a_b-c) said so.",
        "A note.[^1] And again.[^1]\n\n[^1]: Said once.",
        "\\[^1] is no note, and 2 * 3 or \\*3\\* no emphasis.",
        "1\\. No list.\n\n\\# No heading.",
    ],
)
def test_what_editors_often_lose_stays(text):
    assert rich_text.tidy(text) == text
    assert rich_text.can_show(text)


@pytest.mark.parametrize(
    "text",
    [
        "An ![image](https://www.example.org/a.png).",
        "A [link][1].\n\n[1]: https://www.example.org",
        "Text.\n\n[^lost]: No mark.",
    ],
    ids=["image", "link by name", "note without a mark"],
)
def test_a_text_that_the_editor_would_lose_something_of_is_not_shown_in_it(text):
    assert not rich_text.can_show(text)


def test_scripts_styles_and_addresses_that_run_fall_out():
    written = rich_text.from_editor(
        '<p class="MsoNormal" style="color:red" onclick="x()">Safe<script>alert(1)</script><style>p{}</style> '
        '<a href="javascript:alert(1)">words</a> <img src=x onerror=alert(1)><iframe src="//x"></iframe></p>'
    )
    assert written == "Safe words"
    assert "javascript" not in rich_text.to_editor("[x](javascript:alert(1)) <script>alert(1)</script>").replace(
        "(javascript:alert(1))", ""
    )
    assert "<script" not in rich_text.to_editor("<script>alert(1)</script>")


def test_what_is_pasted_from_a_word_processor_keeps_its_words_and_what_they_mean():
    pasted = (
        '<h1 style="mso-style-name:x">Part</h1><p class=MsoNormal><b>Bold</b><span style="mso-x"> and </span><i>italic</i>'
        "<o:p></o:p></p><div>Loose <u>words</u></div>"
    )
    assert rich_text.from_editor(pasted) == "# Part\n\n**Bold** and *italic*\n\nLoose words"


def test_a_pasted_table_stays_as_it_is_until_it_is_made_one_of_the_report():
    written = rich_text.from_editor(
        "<p>Before</p><table><tr><td><p>Service</p></td><td><p><b>Agree</b></p></td></tr><tr><td>Adults|old</td><td>61</td></tr></table>"
    )
    assert written == "Before\n\n| Service | **Agree** |\n| --- | --- |\n| Adults\\|old | 61 |"
    assert rich_text.holds_table(written)
    assert rich_text.tidy(written) == written


def test_a_mark_that_markdown_cannot_say_loses_the_mark_and_not_the_words():
    assert rich_text.from_editor('<p>a<strong>"b"</strong>c</p>') == 'a"b"c'
    assert rich_text.from_editor("<p><strong> in the middle </strong>of it</p>") == "**in the middle** of it"


def test_two_notes_of_one_name_and_different_texts_are_two_notes():
    html = '<p>a<span data-note="1" data-text="One."></span> b<span data-note="1" data-text="Two."></span></p>'
    assert rich_text.from_editor(html) == "a[^1] b[^2]\n\n[^1]: One.\n[^2]: Two."


# --- Whatever is written ---------------------------------------------------------------------------------------------

WORDS = st.text(alphabet=st.sampled_from("ab Ü€*_[]()`~<>&\\#+-=!|.1:\"'^$/\n\u00a0"), max_size=12).map(
    lambda words: escape(words, quote=False)
)
ADDRESSES = st.sampled_from(["https://a.example/b_c*d?x=1&y=(2)", "number:staff-agreed", "mailto:a@b.example"])
THINGS = st.sampled_from(
    [
        "<br>",
        '<span data-figure="answers">x</span>',
        '<span data-note="1" data-text="A text.">n</span>',
        '<span data-note="1" data-text="Another *text*.">n</span>',
    ]
)


def within(tag: str, parts) -> str:
    return f"<{tag}>{''.join(parts)}</{tag}>"


MARKED = st.recursive(
    WORDS | THINGS,
    lambda inner: (
        st.builds(within, st.sampled_from(["strong", "em", "s", "code"]), st.lists(inner, min_size=1, max_size=3))
        | st.builds(
            lambda to, parts: f'<a href="{escape(to)}">{"".join(parts)}</a>',
            ADDRESSES,
            st.lists(inner, min_size=1, max_size=2),
        )
    ),
    max_leaves=6,
)
LINES = st.lists(MARKED, min_size=1, max_size=4)
PARAGRAPHS = st.builds(within, st.just("p"), LINES)
BLOCKS = st.recursive(
    PARAGRAPHS | st.builds(within, st.sampled_from(["h1", "h3", "h4"]), LINES) | st.just("<hr>"),
    lambda inner: (
        st.builds(within, st.just("blockquote"), st.lists(inner, min_size=1, max_size=3))
        | st.builds(
            within,
            st.sampled_from(["ul", "ol"]),
            st.lists(
                st.builds(lambda one, more: within("li", [one, *more]), PARAGRAPHS, st.lists(inner, max_size=1)),
                min_size=1,
                max_size=3,
            ),
        )
    ),
    max_leaves=5,
)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=4).map("".join)


def words_of(html: str) -> str:
    """All words of a text in their order, with its notes and figures as marks."""
    html = re.sub(r"<span data-note[^>]*>.*?</span>", "[n]", html)
    html = re.sub(r"<span data-figure[^>]*>.*?</span>", "[f]", html)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", " ", html)))


@settings(max_examples=120, deadline=None, derandomize=True)
@given(TEXTS)
def test_whatever_the_editor_holds_keeps_every_word_and_comes_back_the_same(html):
    written = rich_text.from_editor(html)
    assert words_of(rich_text.to_editor(written)) == words_of(html)
    assert rich_text.tidy(written) == written


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("ab *_[]()`~<>&\\#+-=!|.1:^\n "), max_size=60))
def test_whatever_somebody_types_is_read_the_same_after_the_editor_or_is_not_shown_in_it(body):
    tidy = rich_text.tidy(body)
    assert rich_text.tidy(tidy) == tidy
    if rich_text.can_show(body):
        assert words_of(rich_text.to_editor(tidy)) == words_of(rich_text.to_editor(body))
