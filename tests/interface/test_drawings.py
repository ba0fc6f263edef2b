"""What drawings say, and that their geometry holds for any numbers: nothing outside, nothing false."""

from __future__ import annotations

import datetime
import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from demo.gallery import LONG
from interface.charts import BarChart, GroupedBarChart, LineChart, Series, StackedBarChart
from interface.charts.line import scale_for
from interface.charts.shares import UNSHOWN
from interface.comparison import compare
from interface.drawing import PALETTE, WIDE, width, wrapped
from interface.templatetags.charts import chart, tile_map, timeline, timetable
from interface.tile_map import PLACES, AreaState, legend, tiles
from interface.timeline import Stop, Timetable, between, placed

KINDS = [BarChart, GroupedBarChart, StackedBarChart, LineChart]
TODAY = datetime.date(2026, 11, 23)
values = some.one_of(some.none(), some.integers(0, 100_000), some.floats(0, 1_000_000, allow_nan=False))
days = some.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
names = some.text(some.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=90)


@some.composite
def numbers(draw):
    categories = draw(some.lists(names, min_size=1, max_size=8))
    series = draw(
        some.lists(
            some.tuples(names, some.lists(values, min_size=len(categories), max_size=len(categories))),
            min_size=1,
            max_size=5,
        )
    )
    return tuple(categories), tuple(Series(name, tuple(found)) for name, found in series)


def svg_of(drawing) -> etree._Element:
    html = render_to_string(
        "charts/drawing.html", {"drawing": drawing, "key": "k", "title": "T <&>", "description": "D"}
    )
    return etree.fromstring(html)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
class TestEveryChart:
    @settings(max_examples=60, deadline=None)
    @given(data=numbers())
    def test_draws_any_numbers_within_its_frame(self, kind, data):
        figure = kind("Any", data[0], data[1], unit="cases", key="any")
        for drawing in (figure.wide(), figure.narrow()):
            for shape in drawing.shapes:
                if shape.kind == "rect":
                    assert shape.x >= -0.5
                    assert shape.x + shape.width <= drawing.width + 0.5
                    assert -0.5 <= shape.y <= shape.y + shape.height <= drawing.height + 0.5
                    assert shape.width >= 0
                if shape.kind == "text":
                    assert -20 <= shape.y <= drawing.height + 20

    @settings(max_examples=20, deadline=None)
    @given(data=numbers())
    def test_writes_well_formed_svg_with_its_title_first_and_no_style(self, kind, data):
        svg = svg_of(kind("Any", data[0], data[1], key="any").narrow())
        assert svg[0].tag.endswith("title")
        assert svg[0].text == "T <&>"
        assert svg[1].tag.endswith("desc")
        assert svg.get("aria-labelledby") == "k-title k-desc"
        for element in svg.iter():
            assert not {"style", "class"} & set(element.attrib)

    def test_says_every_number_in_words_and_in_its_table(self, kind):
        figure = kind("Any", ("Adults", "Children"), (Series("Yes", (12, 1250)), Series("No", (3, 0.5))), unit="cases")
        assert "Adults" in figure.description
        assert "1,250" in str(figure.table)
        assert "12" in figure.description

    def test_never_shows_what_is_withheld_as_nought(self, kind):
        figure = kind("Any", ("Adults",), (Series("Yes", (None,)),), withheld="withheld: fewer than 10")
        assert not figure.has_figures
        html = render_to_string("charts/chart.html", chart(figure))
        assert "There are no figures to show yet." in html
        figure = kind("Any", ("Adults", "Children"), (Series("Yes", (None, 4)),), withheld="withheld: fewer than 10")
        assert "withheld: fewer than 10" in str(figure.table)
        assert "withheld: fewer than 10" in figure.description

    @pytest.mark.parametrize(("word", "many"), [("day", "days"), ("Category", "categories"), ("area", "areas")])
    def test_counts_what_it_compares_in_good_english(self, kind, word, many):
        figure = kind("Any", ("a", "b"), (Series("Yes", (1, 2)),), category_word=word)
        assert f" 2 {many}" in figure.description

    def test_refuses_numbers_that_do_not_fit_its_categories(self, kind):
        with pytest.raises(ValueError, match="has 1 values for 2 categories"):
            kind("Any", ("a", "b"), (Series("Yes", (1,)),))

    def test_gives_each_drawing_on_a_page_ids_of_its_own(self, kind):
        html = render_to_string(
            "charts/chart.html", chart(kind("Any", ("a",), (Series("Yes", (1,)),), key="Mine & yours"))
        )
        ids = re.findall(r'id="([^"]+)"', html)
        assert len(ids) == len(set(ids)) == 5
        assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)


def test_a_bar_is_as_long_as_its_number():
    bars = [s for s in BarChart("t", ("a", "b"), (Series("s", (10, 40)),)).wide().shapes if s.kind == "rect"]
    assert bars[1].width == pytest.approx(4 * bars[0].width)


def test_parts_of_a_whole_fill_it():
    figure = StackedBarChart("t", ("a",), (Series("x", (1,)), Series("y", (3,))))
    bars = [s for s in figure.wide().shapes if s.kind == "rect" and s.height == 32]
    assert (bars[0].width + 2) * 3 == pytest.approx(bars[1].width + 2)
    assert bars[-1].x + bars[-1].width == pytest.approx(WIDE - 2)


def test_one_part_withheld_hides_the_whole_row_for_it_could_be_worked_out():
    figure = StackedBarChart("t", ("a", "b"), (Series("x", (None, 1)), Series("y", (7, 1))))
    assert figure.table[0] == ("a", ["withheld", "withheld"])
    assert "7" not in str(figure.table[0])


def test_where_the_whole_is_told_what_is_withheld_is_one_part_without_a_letter_at_its_end():
    parts = (Series("x", (None, 1)), Series("y", (6, 1)), Series("z", (None, 2)))
    figure = StackedBarChart("t", ("a", "b"), parts, wholes=(12, 4))
    bars = [s for s in figure.wide().shapes if s.kind == "rect" and s.height == 32]
    first, rest = bars[:2]
    assert first.fill == PALETTE[1]
    assert rest.fill == UNSHOWN
    assert first.width + 2 == pytest.approx(rest.width + 2)
    assert len(bars) == 5
    words = [s.text for s in figure.wide().shapes if s.kind == "text"]
    assert "B 50%" in words
    assert figure.unshown in words
    assert figure.unshown not in str(StackedBarChart("t", ("b",), (Series("x", (1,)), Series("y", (3,)))).wide())


def test_a_gap_in_a_line_is_a_gap():
    path = next(s for s in LineChart("t", ("a", "b", "c", "d"), (Series("x", (1, None, 2, 3)),)).wide().shapes
                if s.kind == "path")  # fmt: skip
    assert path.d.count("M") == 2


@pytest.mark.parametrize(("highest", "lines"), [(1032, 250), (100, 20), (7, 2), (0.04, 0.01), (1_000_000, 200_000)])
def test_scales_count_in_round_numbers(highest, lines):
    chart_ = LineChart("t", ("a", "b"), (Series("x", (0, highest)),))
    assert scale_for(chart_, True)[2] == pytest.approx(lines)


@pytest.mark.parametrize("numbers", [(5e-324,), (-5, -5), (1e6, 1e6 + 1e-10), (0, 0), (1e-12, 2e-12), (1e300, 0)])
@pytest.mark.parametrize("from_zero", [True, False])
def test_a_scale_has_room_and_few_lines_however_near_or_small_the_numbers_are(numbers, from_zero):
    low, top, step = scale_for(LineChart("t", tuple("ab"[: len(numbers)]), (Series("x", numbers),)), from_zero)
    assert low <= min(numbers) + step * 1e-6
    assert max(numbers) <= top
    assert 1 <= round((top - low) / step) <= 7


@given(some.text(min_size=0, max_size=200), some.integers(40, 400))
def test_no_line_of_a_label_is_wider_than_its_room(text, room):
    for line in wrapped(text, room, 15):
        assert width(line, 15) <= room or len(line) <= 5


class TestTimetables:
    def test_today_stands_between_what_has_begun_and_what_is_ahead(self):
        rows = placed([Stop("b", datetime.date(2026, 12, 1)), Stop("a", datetime.date(2026, 11, 1))], TODAY)
        assert [row.stop.name if row.stop else "today" for row in rows] == ["a", "today", "b"]
        assert [row.stage for row in rows] == ["past", "today", "ahead"]

    @given(some.lists(some.tuples(days, some.integers(0, 400)), min_size=1, max_size=30), days)
    @settings(max_examples=60, deadline=None)
    def test_any_timetable_is_drawn_within_its_frame_with_today_once(self, found, today):
        stops = [Stop(LONG, start, start + datetime.timedelta(days=long)) for start, long in found]
        assert [row.stage for row in placed(stops, today)].count("today") == 1
        for across in (1080, 720):
            drawing = Timetable(tuple(stops), today, across=across).wide()
            for shape in drawing.shapes:
                if shape.kind == "rect":
                    assert shape.x >= -4
                    assert shape.x + shape.width <= across + 1
                if shape.kind == "text":
                    assert shape.x <= across
            assert len([s for s in drawing.shapes if s.kind == "line" and s.x1 == s.x2]) <= 20

    def test_says_itself_in_words(self):
        words = Timetable(
            (Stop("Survey", TODAY, datetime.date(2027, 1, 1)), Stop("Report", datetime.date(2027, 3, 1))), TODAY
        ).description()
        assert words == (
            "2 stops from 23 November 2026 to 1 March 2027. Under way today, 23 November 2026: Survey. "
            "Next: Report, 1 March 2027."
        )

    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            ((2026, 8, 27), (2026, 8, 27), "27 August 2026"),
            ((2026, 8, 5), (2026, 8, 16), "5 to 16 August 2026"),
            ((2026, 9, 30), (2026, 11, 1), "30 September to 1 November 2026"),
            ((2026, 12, 28), (2027, 1, 4), "28 December 2026 to 4 January 2027"),
        ],
    )
    def test_days_are_said_without_repeating_month_or_year(self, first, last, words):
        assert between(Stop("s", datetime.date(*first), datetime.date(*last))) == words

    def test_an_empty_one_has_words(self):
        down_the_page = render_to_string("components/timeline.html", timeline([], TODAY))
        assert "No dates have been set yet." in timetable([], TODAY)
        assert "No dates have been set yet." in down_the_page

    def test_another_day_is_another_drawing(self):
        stops = [Stop("Return", datetime.date(2026, 11, 20), datetime.date(2026, 12, 4))]
        first, next_day = timetable(stops, TODAY), timetable(stops, TODAY + datetime.timedelta(days=1))
        assert first == timetable(list(stops), TODAY)
        assert first != next_day


class TestTheMap:
    def test_has_a_place_for_each_of_the_32_areas_and_no_two_share_one(self):
        assert len(PLACES) == 32
        assert len(set(PLACES.values())) == 32

    def test_knows_the_codes_of_the_register(self):
        import csv
        from pathlib import Path

        from django.conf import settings as portal

        registers = list(Path(portal.BASE_DIR).rglob("local_authorities.csv"))
        registers = [path for path in registers if "node_modules" not in path.parts]
        assert registers, "the register of areas is part of the project"
        with registers[0].open(encoding="utf-8") as lines:
            assert {row["register_code"] for row in csv.DictReader(lines)} == set(PLACES)

    def test_lies_as_the_country_lies(self):
        def west_of(one, other):
            return PLACES[one][0] < PLACES[other][0]

        def north_of(one, other):
            return PLACES[one][1] < PLACES[other][1]

        assert north_of("ZET", "ORK")
        assert north_of("ORK", "HLD")
        assert north_of("HLD", "STG")
        assert north_of("STG", "GLG")
        assert north_of("GLG", "DGY")
        assert west_of("ELS", "HLD")
        assert west_of("HLD", "MRY")
        assert west_of("MRY", "ABE")
        assert west_of("GLG", "EDH")
        assert west_of("EDH", "ELN")
        assert west_of("DGY", "SCB")
        assert max(row for _, row in PLACES.values()) == PLACES["DGY"][1]

    def test_says_each_area_and_its_state_and_counts_them(self):
        states = [
            AreaState(code, f"Area {code}", "late" if code == "MRY" else "done", "as it is", "#x") for code in PLACES
        ]
        html = tile_map(states, "Map")
        assert html.count('<li class="tile ') == 32
        assert 'Area MRY</span><span class="visually-hidden">: as it is' in html
        assert [(mark.kind, count) for mark, _, count in legend(states)] == [("late", 1), ("done", 31)]

    def test_refuses_a_kind_that_nobody_knows(self):
        with pytest.raises(ValueError, match="there are quiet, open"):
            tiles([AreaState("MRY", "Moray", "purple", "")])


class TestVersions:
    def test_says_what_was_changed_taken_out_and_added(self):
        pairs = compare("Same.\nNine members.\nGone.", "Same.\nEleven members.\nGone.\nNew.")
        assert [pair.change for pair in pairs] == ["same", "changed", "same", "added"]
        assert next((piece.text, piece.change) for piece in pairs[1].after) == ("Eleven", "added")

    @given(some.text(max_size=300), some.text(max_size=300))
    @settings(max_examples=100, deadline=None)
    def test_loses_no_word_of_either_version(self, before, after):
        pairs = compare(before, after)
        for text, side in ((before, "before"), (after, "after")):
            shown = " ".join("".join(piece.text for piece in getattr(pair, side)) for pair in pairs)
            assert shown.split() == text.split()

    def test_300_paragraphs_take_no_time(self):
        import time

        old = [f"Paragraph {number} about governance and assurance." for number in range(300)]
        new = [*old[:150], "Something new.", *old[150:]]
        started = time.perf_counter()
        assert sum(pair.change != "same" for pair in compare(old, new)) == 1
        assert time.perf_counter() - started < 0.5
