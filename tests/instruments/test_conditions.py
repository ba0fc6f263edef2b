"""Conditions: what a sentence about earlier answers means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import conditions
from instruments.conditions import All, Answered, Compares, Includes, Not, NotACondition, Some

ANSWERS = {"employed": "yes", "years": 7, "hours": "37.50", "services": ["adults", "justice"], "since": "2020-05-01"}


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ('employed = "yes"', True),
        ('employed != "yes"', False),
        ("years >= 7", True),
        ("years > 7", False),
        ("hours = 37.5", True),
        ('services includes "adults"', True),
        ('services includes "children"', False),
        ('since < "2021-01-01"', True),
        ("answered(years)", True),
        ("answered(manager)", False),
        ("not answered(manager)", True),
        ('employed = "no" or years > 5 and services includes "justice"', True),
        ('(employed = "no" or years > 5) and services includes "children"', False),
        ('not employed = "no" and years = 7', True),
    ],
)
def test_a_sentence_holds_or_does_not(sentence, holds):
    assert conditions.read(sentence).holds(ANSWERS) is holds


@pytest.mark.parametrize("sentence", ['manager = "yes"', 'manager != "yes"', "manager < 5", 'manager includes "x"'])
def test_what_was_not_answered_compares_as_false(sentence):
    assert not conditions.read(sentence).holds(ANSWERS)
    assert not conditions.read(sentence).holds({"manager": ""})


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("", 1),
        ("employed", 9),
        ("employed = yes", 12),
        ('employed = "yes" and', 21),
        ('employed = "yes" years = 2', 18),
        ("(years = 2", 11),
        ("years = 2)", 10),
        ("years ? 2", 7),
        ("services includes 5", 19),
        ("not", 4),
        ("answered years", 10),
        ("and = 2", 1),
        ("(" * 200 + "years = 2" + ")" * 200, 31),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(sentence, place):
    with pytest.raises(NotACondition, match=rf"at character {place}\)"):
        conditions.read(sentence)


names = st.sampled_from(["employed", "years", "services", "since"])
comparisons = st.one_of(
    st.builds(Compares, names, st.sampled_from(["=", "!=", "<", ">="]), st.sampled_from(["yes", "2020-01-01"])),
    st.builds(Compares, names, st.sampled_from(["=", "<="]), st.integers(-9, 99).map(Decimal)),
    st.builds(Includes, names, st.sampled_from(["adults", "yes"])),
    st.builds(Answered, names),
)
trees = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Some, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(trees)
def test_a_condition_written_out_and_read_again_is_the_same(tree):
    again = conditions.read(str(tree))
    assert str(again) == str(tree)
    assert again.holds(ANSWERS) is tree.holds(ANSWERS)
    assert conditions.names(again) == conditions.names(tree)
