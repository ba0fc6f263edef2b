"""What was typed, held to the questions: each kind takes what it should, and says how to mend what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.answers import Compiled, typed_of
from instruments.questions import in_words, piped
from tests.instruments.reading import sound

ALL_KINDS = """
[[section.question]]
key = "service"
kind = "single choice"
label = "Where do you work?"
options = ["Adults", "Children and families"]
required = true

[[section.question]]
key = "tasks"
kind = "multiple choice"
label = "What do you do in {{ service }}?"
options = ["Visits", "Reports", "Meetings", { key = "none", label = "None of these", exclusive = true }]
at_most = 2

[[section.question]]
key = "valued"
kind = "rating"
label = "I feel valued."

[[section.question]]
key = "trained"
kind = "yes or no"
label = "Are you trained?"
scale = "recorded"

[[section.question]]
key = "title"
kind = "short text"
label = "Your post"
longest = 20

[[section.question]]
key = "views"
kind = "long text"
label = "What should change?"
words = 5

[[section.question]]
key = "years"
kind = "number"
label = "For how many years?"
least = 0
most = 60
unit = "years"

[[section.question]]
key = "hours"
kind = "number"
label = "How many hours a week?"
decimals = 2

[[section.question]]
key = "since"
kind = "date"
label = "Since when?"
earliest = 1970-01-01
latest = 2026-12-31

[[section.question]]
key = "leaders"
kind = "grid"
label = "Leaders"
rows = ["They listen", "They explain"]
scale = "agreement"

[[section.question]]
key = "order"
kind = "ranking"
label = "What matters most?"
options = ["Time", "Staff", "Training"]

[[section.question]]
key = "posts"
kind = "repeated group"
label = "Earlier posts"
each = "Post"
most = 2
[[section.question.question]]
key = "name"
kind = "short text"
label = "Name of the post"
required = true
[[section.question.question]]
key = "length"
kind = "number"
label = "Years in it"
"""

RULES = Compiled(sound(ALL_KINDS))
WHOLE = {
    "service": ["adults"],
    "tasks": ["reports", "visits"],
    "valued": ["agree"],
    "trained": ["not-recorded"],
    "title": ["  Social\tworker "],
    "views": ["More\r\ntime"],
    "years": ["1,2"],
    "hours": ["37.5"],
    "since.day": ["27"],
    "since.month": ["3"],
    "since.year": ["2020"],
    "leaders.they-listen": ["agree"],
    "order.time": ["2"],
    "order.staff": ["1"],
    "order.training": ["3"],
    "posts.0.name": ["Assistant"],
    "posts.0.length": ["3"],
}
VALUES = {
    "service": "adults",
    "tasks": ["visits", "reports"],
    "valued": "agree",
    "trained": "not-recorded",
    "title": "Social worker",
    "views": "More\ntime",
    "years": 12,
    "hours": "37.50",
    "since": "2020-03-27",
    "leaders": {"they-listen": "agree"},
    "order": ["staff", "time", "training"],
    "posts": [{"name": "Assistant", "length": 3}],
}


def test_every_kind_of_answer_is_read_as_a_value_of_its_shape():
    reading = RULES.read(WHOLE)
    assert reading.problems == {}
    assert reading.values == VALUES


def test_what_is_filled_in_again_reads_as_the_same_answers():
    typed = {}
    for question in RULES.instrument.questions():
        typed |= typed_of(question, VALUES.get(question.key))
    assert RULES.read(typed).values == VALUES


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"service": []}, "service", "Choose an answer"),
        ({"service": ["justice"]}, "service", "one of the answers shown"),
        ({"tasks": ["visits", "none"]}, "tasks", "cannot be chosen together"),
        ({"tasks": ["visits", "reports", "meetings"]}, "tasks", "Choose 2 at most: you have chosen 3"),
        ({"tasks": ["<script>"]}, "tasks", "Choose from the answers shown"),
        ({"title": ["x" * 21]}, "title", "20 characters or fewer: it has 21"),
        ({"views": ["one two three four five six"]}, "views", "5 words or fewer: it has 6"),
        ({"views": ["x" * 5_000]}, "views", "too long to be read"),
        ({"years": ["twelve"]}, "years", "in figures"),
        ({"years": ["٣"]}, "years", "in figures"),
        ({"years": ["1e9"]}, "years", "in figures"),
        ({"years": ["9" * 400]}, "years", "in figures"),
        ({"years": ["1.5"]}, "years", "whole number"),
        ({"years": ["61"]}, "years", "60 years or less"),
        ({"years": ["-1"]}, "years", "0 years or more"),
        ({"hours": ["1.234"]}, "hours", "2 decimal places"),
        ({"since.year": []}, "since.year", "must have a year"),
        ({"since.day": ["31"], "since.month": ["2"]}, "since.day", "no such date"),
        ({"since.year": ["26"]}, "since.year", "four figures"),
        ({"since.year": ["1969"]}, "since.day", "1 January 1970 or later"),
        ({"since.year": ["2027"]}, "since.day", "31 December 2026 or earlier"),
        ({"leaders.they-listen": ["perhaps"]}, "leaders.they-listen", "They listen"),
        ({"order.time": ["1"]}, "order.staff", "Two answers have place 1"),
        ({"order.time": ["0"]}, "order.time", "from 1 to 3"),
        ({"order.time": ["0001" + "9" * 5_000]}, "order.time", "from 1 to 3"),
        ({"order.staff": []}, "order.time", "No answer has place 1"),
        ({"posts.0.name": []}, "posts.0.name", "Post 1: answer “Name of the post”"),
        ({"posts.2.name": ["Third"]}, "posts", "2 entries at most"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_how_to_mend_it_at_its_field(typed, field, says):
    reading = RULES.read({**WHOLE, **typed})
    assert says in reading.problems.pop(field)
    assert not reading.problems


def test_everything_that_is_wrong_in_a_grid_and_in_a_group_is_said_at_once():
    grid = """
[[section.question]]
key = "grid"
kind = "grid"
label = "Grid"
rows = ["One", "Two", "Three"]
scale = "agreement"
required = true
[[section.question]]
key = "posts"
kind = "repeated group"
label = "Posts"
[[section.question.question]]
key = "name"
kind = "short text"
label = "Name"
required = true
[[section.question.question]]
key = "length"
kind = "number"
label = "Years"
"""
    typed = {"grid.two": ["agree"], "posts.0.length": ["3"], "posts.1.name": ["Clerk"], "posts.1.length": ["long"]}
    problems = Compiled(sound(grid)).read(typed).problems
    assert problems.keys() == {"grid.one", "grid.three", "posts.0.name", "posts.1.length"}


def test_what_turns_the_direction_of_words_or_takes_no_room_is_left_out():
    assert RULES.read({**WHOLE, "title": ["So\u202ecial\u2066 work\u200ber\ufeff"]}).values["title"] == "Social worker"
    # Joins letters of some scripts and parts of some pictures, and a mark that Arabic has: both turn nothing.
    assert RULES.read({**WHOLE, "title": ["\u0646\u200d\u200f"]}).values["title"] == "\u0646\u200d\u200f"


def test_a_sentence_about_a_fault_has_earlier_answers_in_its_places():
    problem = RULES.read({**WHOLE, "tasks": ["<script>"]}).problems["tasks"]
    assert problem == "Choose from the answers shown: What do you do in Adults?"


CONDITIONAL = """
[[section.question]]
key = "employed"
kind = "yes or no"
label = "Are you employed?"
[[section.question]]
key = "years"
kind = "number"
label = "For how many years?"
required = true
shown_if = 'employed = "yes"'
[[section.question]]
key = "why"
kind = "short text"
label = "Why so long?"
shown_if = "years > 10"
"""


def test_an_answer_to_what_is_not_asked_is_dropped_and_not_missed():
    rules = Compiled(sound(CONDITIONAL))
    typed = {"employed": ["no"], "years": ["12"], "why": ["I like it"]}
    assert rules.read(typed).values == {"employed": "no"}
    assert rules.read(typed).is_whole
    assert rules.read({**typed, "employed": ["yes"]}).values == {"employed": "yes", "years": 12, "why": "I like it"}
    assert "years" in rules.read({"employed": ["yes"]}).problems


def test_a_page_leaves_the_answers_of_other_pages_as_they_were_unless_they_are_asked_no_more():
    rules = Compiled(sound(CONDITIONAL))
    known = {"employed": "yes", "years": 12, "why": "I like it"}
    assert rules.read({"years": ["15"]}, known=known, only={"years"}).values == {**known, "years": 15}
    assert rules.read({"employed": ["no"]}, known=known, only={"employed"}).values == {"employed": "no"}
    assert [question.key for question in rules.missing({"employed": "yes"})] == ["years"]


def test_an_answer_that_is_itself_not_asked_calls_for_nothing():
    instrument = sound(CONDITIONAL)
    resting = {"employed": "no", "years": 12, "why": "I like it"}
    assert [each.key for _, asked in instrument.asked(resting) for each in asked] == ["employed"]
    assert instrument.standing(resting) == {"employed": "no"}
    assert instrument.standing({**resting, "employed": "yes"}) == {**resting, "employed": "yes"}


def test_earlier_answers_stand_in_later_words():
    instrument = RULES.instrument
    words = instrument.by_key["tasks"].label
    assert piped(words, instrument, VALUES) == "What do you do in Adults?"
    assert piped(words, instrument, {}) == "What do you do in …?"


def test_answers_are_shown_in_words():
    said = {key: in_words(RULES.instrument.by_key[key], value) for key, value in VALUES.items()}
    assert said["tasks"] == "Visits, Reports"
    assert said["years"] == "12 years"
    assert said["since"] == "27 March 2020"
    assert said["leaders"] == "They listen: Agree"
    assert said["order"] == "1. Staff; 2. Time; 3. Training"
    assert said["posts"] == "Post 1: Assistant, 3"


@given(st.dictionaries(st.sampled_from(sorted(WHOLE)), st.lists(st.text(max_size=30), max_size=3), max_size=12))
def test_whatever_is_typed_gives_answers_or_sentences_and_never_fails(typed):
    reading = RULES.read(typed)
    assert not any("\x00" in str(value) for value in reading.values.values())
    assert all(words[0].isupper() or words.startswith("“") for words in reading.problems.values())
    # What was read once reads as itself again.
    again = {}
    for question in RULES.instrument.questions():
        again |= typed_of(question, reading.values.get(question.key))
    assert RULES.read(again).values == reading.values
