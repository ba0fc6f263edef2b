"""What is proposed to be hidden in free text, measured against invented sentences in which every stretch is known."""

import itertools
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from instruments.identifying import CHI, NUMBER, PHONE, is_chi, stretches
from tests.house.rooms import HOUSE

MARKED = re.compile(r"\{([^{}:]+):([^{}]+)\}")
CORPORA = ("known", "unseen")


def sentences(corpus: str) -> list[tuple[str, set[tuple[int, int, str]]]]:
    """(sentence, stretches in it) of a corpus."""
    found = []
    for line in (Path(__file__).parent / "identifying" / f"{corpus}.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        text, known, at = "", set(), 0
        for mark in MARKED.finditer(line):
            text += line[at : mark.start()]
            known.add((len(text), len(text) + len(mark[2]), mark[1]))
            text, at = text + mark[2], mark.end()
        found.append((text + line[at:], known))
    return found


@dataclass
class Measured:
    """Of ``known`` stretches, how many were ``hit``; of ``proposed``, how many were ``right``; and what went wrong."""

    known: int = 0
    hit: int = 0
    proposed: int = 0
    right: int = 0
    wrong: tuple[str, ...] = ()

    def __str__(self):
        return f"{self.hit} of {self.known}, {self.right} of {self.proposed}"


def measure(corpus: str) -> Measured:
    """A stretch is hit where all of it would be hidden; a proposal is right where it lies on a known stretch."""
    found, wrong = Measured(), []
    for text, known in sentences(corpus):
        proposed = stretches(text)
        hidden = {place for each in proposed for place in range(each.start, each.end)}
        for start, end, what in known:
            found.known += 1
            if set(range(start, end)) <= hidden:
                found.hit += 1
            else:
                wrong.append(f"missed {what} “{text[start:end]}” in: {text}")
        for each in proposed:
            found.proposed += 1
            if any(each.start < end and start < each.end for start, end, _ in known):
                found.right += 1
            else:
                wrong.append(f"proposed {each.what} “{text[each.start : each.end]}” in: {text}")
    found.wrong = tuple(wrong)
    return found


@pytest.mark.parametrize("corpus", CORPORA)
def test_what_is_found_and_missed_is_what_the_page_says(corpus):
    """docs/words.md has the figures; whoever changes the scanner changes them."""
    found = measure(corpus)
    row = f"| {corpus} | {found.known} | {found.hit} | {found.proposed} | {found.right} |"
    assert row in (HOUSE / "docs" / "words.md").read_text("utf-8"), "\n".join((row, *found.wrong))


def test_numbers_are_called_what_they_are():
    for text, known in sentences("known"):
        wanted = {(start, end): what for start, end, what in known if what in (CHI, NUMBER, PHONE)}
        got = {(each.start, each.end): each.what for each in stretches(text)}
        assert {place: got.get(place) for place in wanted} == wanted


@pytest.mark.parametrize(
    ("digits", "so"),
    [
        ("0101901232", True),
        ("0101901233", False),  # another check digit
        ("3202901232", False),  # no such day
        ("2902645511", True),  # 1964 had a 29 February
        ("2902630000", False),  # 1963 had none
        ("0000000000", False),
    ],
)
def test_a_chi_number_has_a_day_and_a_check_digit(digits, so):
    assert is_chi(digits) is so


def test_ten_digits_that_fail_the_check_say_what_they_look_like():
    (only,) = stretches("It was 0101901233 then.")
    assert only.what == NUMBER
    assert "looks like a CHI number" in only.why


@given(some.text(max_size=400))
def test_any_text_at_all_gives_stretches_in_order_within_it_that_never_overlap(text):
    found = stretches(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= next_.start for one, next_ in itertools.pairwise(found))


@pytest.mark.parametrize(
    "part", ["Ring Mr John Smith 07700 900123 at EH12 5NE or a.b@example.org. ", "a", "a.", "1 ", "-", "Aa "]
)
def test_no_text_whatever_stands_in_it_takes_long(part):
    began = time.monotonic()
    stretches((part * 20_000)[:20_000])
    assert time.monotonic() - began < 5
