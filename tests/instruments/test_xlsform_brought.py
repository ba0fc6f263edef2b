"""What a form made in a spreadsheet becomes: each thing that forms say, and what is said of what cannot be kept."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instruments.questions import Grid, Group, LongText, Number, Ranking, Rating, YesNo
from instruments.xlsform.bringing import MOST_COLUMNS, MOST_ROWS, brought
from instruments.xlsform.findings import Weight
from instruments.xlsform.sheets import Content
from tests.build import forms

HEADINGS = ("type", "name", "label", "relevant", "constraint", "appearance", "required")
YES_NO = [("yn", "yes", "Yes"), ("yn", "no", "No")]
COLOURS = [("colours", "red", "Red"), ("colours", "blue", "Blue"), ("colours", "none", "None")]
TITLED = [("form_title",), ("A form",)]


def read(*rows, choices=(*YES_NO, *COLOURS), settings=TITLED, headings=HEADINGS, **others):
    return forms.read(headings, *rows, choices=choices, settings=settings, **others)


def said(form) -> list[str]:
    """Findings as lines, without the lists that no question chooses from."""
    lines = [f"{each.weight}: {each.where}: {each.says} {each.done}" for each in form.findings]
    return [line for line in lines if "No question that was brought chooses" not in line]


def question(form, key):
    return form.instrument.by_key[key]


class TestConditions:
    @pytest.mark.parametrize(
        ("relevant", "ours"),
        [
            ("${yes} = 'yes'", 'yes = "yes"'),
            ("'yes' = ${yes}", 'yes = "yes"'),
            ("${yes}='yes' and ${age}>=18", 'yes = "yes" and age >= 18'),
            ("18 < ${age}", "age > 18"),
            ("${age} = '5'", "age = 5"),
            ("selected(${uses}, 'red')", 'uses includes "red"'),
            ("selected(${yes}, 'no')", 'yes = "no"'),
            ("not(selected(${uses}, 'red')) or ${yes} = 'no'", 'not uses includes "red" or yes = "no"'),
            # In XPath what was left out is other than everything.
            ("${yes} != 'no'", 'not yes = "no"'),
            ("${yes} != '' and ${yes} != 'no'", 'yes != "no"'),
            ("${yes} != ''", "answered(yes)"),
            ("${yes} = ''", "not answered(yes)"),
            ("string-length(${name}) > 0", "answered(name)"),
            ("count-selected(${uses}) = 0", "not answered(uses)"),
            ("${born} > date('2020-02-01')", 'born > "2020-02-01"'),
            ("../yes = 'yes'", 'yes = "yes"'),
            ("${name} = ‘x’", 'name = "x"'),
            ("true()", "None"),
        ],
    )
    def test_that_can_be_kept_are(self, relevant, ours):
        form = read(*self.ASKED, ("text", "last", "Last?", relevant))
        assert str(question(form, "last").shown_if) == ours
        assert said(form) == []

    @pytest.mark.parametrize(
        ("relevant", "why"),
        [
            ("${age} > ${yes}", "it compares a number with something else than a number"),
            ("${born} > today()", "nothing here does what “today()” does"),
            ("${age} + 1 > 3", "it calculates with “+”"),
            ("${uses} = 'red'", "“uses” has several answers, and they are compared as one"),
            ("${yes} = 'maybe'", "“yes” has no option “maybe”"),
            ("${nobody} = 'x'", "the form has no question “nobody”"),
            ("${last} = 'x'", "“last” is not asked before it"),
            ("${place} = 'x'", "“place” was left out"),
            ("regex(${name}, '^a')", "nothing here does what “regex()” does"),
            ("${name} < 'b'", "only numbers and dates are more or less than another"),
            ("(${yes} = 'yes'", "a bracket is not closed"),
            ("${yes} = ", "it ends where something is expected"),
            ("§", "“§” has no meaning there"),
            ("(" * 30 + "1" + ")" * 30, "its brackets stand too deep in each other"),
        ],
    )
    def test_that_cannot_be_kept_are_named_with_the_reason(self, relevant, why):
        form = read(*self.ASKED, ("geopoint", "place", "Where?"), ("text", "last", "Last?", relevant))
        assert question(form, "last").shown_if is None
        (line,) = [line for line in said(form) if "survey!D8" in line]
        assert f"cannot be kept as it is: {why}. Everybody is asked." in line

    def test_of_parts_joined_by_and_the_others_are_kept(self):
        form = read(*self.ASKED, ("text", "last", "Last?", "${yes} = 'yes' and ${born} > today()"))
        assert str(question(form, "last").shown_if) == 'yes = "yes"'
        assert 'Kept of it: yes = "yes".' in said(form)[0]

    def test_of_groups_without_words_hold_for_every_question_in_them(self):
        form = read(
            ("select_one yn", "yes", "Yes?"),
            ("begin_group", "inner", None, "${yes} = 'yes'"),
            ("integer", "age", "Age?"),
            ("text", "name", "Name?", "${age} > 5"),
            ("end_group",),
        )
        assert [str(each.shown_if) for each in form.instrument.questions()] == [
            "None", 'yes = "yes"', 'yes = "yes" and age > 5']  # fmt: skip

    def test_of_groups_with_words_are_those_of_their_sections(self):
        form = read(
            ("select_one yn", "yes", "Yes?"),
            ("begin group", "outer", "Outer", "${yes} = 'yes'"),
            ("begin group", "inner", "Inner", "${yes} != ''"),
            ("text", "name", "Name?"),
            ("end group",),
            ("end group",),
        )
        assert [(each.title, str(each.shown_if)) for each in form.instrument.sections] == [
            ("A form", "None"),
            ("Outer: Inner", 'yes = "yes" and answered(yes)'),
        ]

    ASKED = (
        ("select_one yn", "yes", "Yes?"),
        ("integer", "age", "Age?"),
        ("select_multiple colours", "uses", "Uses?"),
        ("text", "name", "Name?"),
        ("date", "born", "Born?"),
    )


class TestLimits:
    @pytest.mark.parametrize(
        ("type_", "constraint", "limits"),
        [
            ("integer", ". >= 0 and . <= 10", {"least": 0, "most": 10}),
            ("integer", ".>0 and .<10", {"least": 1, "most": 9}),
            ("integer", "0 <= . and 10 >= .", {"least": 0, "most": 10}),
            ("integer", ". >= -5", {"least": -5}),
            (
                "date",
                ". >= date('2020-01-01') and . < '2021-01-01'",
                {"earliest": "2020-01-01", "latest": "2020-12-31"},
            ),
            ("text", "string-length(.) < 81", {"longest": 80}),
            ("select_multiple colours", "count-selected(.) <= 2", {"at_most": 2}),
        ],
    )
    def test_that_our_questions_have_are_kept(self, type_, constraint, limits):
        form = read((type_, "it", "It?", None, constraint))
        found = question(form, "it")
        assert {name: str(getattr(found, name)) for name in limits} == {k: str(v) for k, v in limits.items()}
        assert said(form) == []

    @pytest.mark.parametrize(
        "constraint",
        [
            "not(selected(., 'none') and count-selected(.) > 1)",
            "not(count-selected(.) >= 2 and selected(., 'none'))",
            "not(selected(., 'none') and (selected(., 'red') or selected(., 'blue')))",
            "(selected(., 'none') and count-selected(.) = 1) or not(selected(., 'none'))",
            "if(selected(., 'none'), count-selected(.) = 1, true())",
        ],
    )
    def test_that_keep_an_option_alone_are_known_in_each_spelling(self, constraint):
        form = read(("select_multiple colours", "it", "It?", None, constraint))
        assert [each.key for each in question(form, "it").options if each.exclusive] == ["none"]
        assert said(form) == []

    @pytest.mark.parametrize(
        ("type_", "constraint", "why"),
        [
            ("text", "regex(., '^[A-Z]+$')", "no answer is held against a pattern (regex) here"),
            ("date", ". <= today()", "nothing here does what “today()” does"),
            ("integer", ". < ${other}", "this question has no such limit here"),
            ("text", "string-length(.) >= 5", "a text has no least length here"),
            ("date", ". > date('9999-12-31')", "there is no day beyond it"),
            ("integer", ". < " + "9" * 50, "a number has too many figures"),
        ],
    )
    def test_that_they_do_not_have_are_named(self, type_, constraint, why):
        (line,) = said(read((type_, "it", "It?", None, constraint)))
        assert line.startswith("changed: survey!E2: The limit")
        assert f"{why}. Answers are not held against it." in line


class TestKinds:
    def test_of_questions_are_those_that_the_form_means(self):
        form = read(
            ("select_one yn", "yn", "A?"),
            ("select_one colours", "likert", "B?", None, None, "likert"),
            ("rank colours", "order", "C?"),
            ("text", "long", "D?", None, None, "multiline"),
            ("range", "range", "E?"),
        )
        kinds = [type(each) for each in form.instrument.questions()]
        assert kinds == [YesNo, Rating, Ranking, LongText, Number]
        assert said(form) == []

    def test_a_table_of_the_same_options_becomes_a_grid(self):
        for looks, rows in (
            ("table-list", [("select_one yn", "a", "A"), ("select_one yn", "b", "B")]),
            (
                "field-list",
                [
                    ("select_one yn", "head", "Head", None, None, "label"),
                    ("select_one yn", "a", "A", None, None, "list-nolabel"),
                    ("select_one yn", "b", "B", None, None, "list-nolabel"),
                ],
            ),
        ):
            label = "Table" if looks == "table-list" else None
            form = read(("begin_group", "table", label, None, None, looks), *rows, ("end_group",))
            grid = question(form, "table")
            assert isinstance(grid, Grid)
            assert grid.rows == (("a", "A"), ("b", "B"))
            assert grid.label == ("Table" if label else "Head")
            assert said(form) == []

    def test_a_repeat_becomes_a_repeated_group_that_nothing_outside_can_ask_about(self):
        form = read(
            ("begin_repeat", "child", "Children"),
            ("text", "name", "Name?"),
            ("integer", "age", "Age?", "${name} != ''"),
            ("end_repeat",),
            ("text", "last", "Last?", "${age} > 5"),
            ("text", "any", "Any?", "count(${child}) > 0"),
        )
        group = question(form, "child")
        assert isinstance(group, Group)
        assert str(group.questions[1].shown_if) == "answered(name)"
        assert str(question(form, "any").shown_if) == "answered(child)"
        assert any("“age” is asked in a repeated group" in line for line in said(form))

    def test_other_brings_its_option_and_a_line_of_text(self):
        form = read(("select_one colours or_other", "it", "Which?"), ("text", "why", "Why?", "${it} = 'other'"))
        assert [each.key for each in question(form, "it").options][-1] == "other"
        assert str(question(form, "it-other").shown_if) == 'it = "other"'
        assert str(question(form, "why").shown_if) == 'it = "other"'

    @pytest.mark.parametrize(
        ("type_", "says"),
        [
            ("geopoint", "It asks for a place on a map."),
            ("image", "It asks for a picture, a sound, a film or a file."),
            ("calculate", "It works out a value."),
            ("deviceid", "It notes something about the respondent or the device."),
            ("start", "It notes something about the respondent or the device."),
            ("select_one_from_file towns.csv", "Its options stand in another file."),
            ("select_one ${child}", "Its options are answers given before."),
            ("hologram", "“hologram” is no type that is known here."),
        ],
    )
    def test_that_are_not_asked_here_are_left_out_by_name(self, type_, says):
        form = read((type_, "it", "It"), ("text", "a", "A?"))
        assert list(form.instrument.by_key) == ["a"]
        (line,) = said(form)
        assert line.startswith(f"left out: survey!A2 to C2: {says}")

    def test_blocks_that_are_not_known_are_left_out_whole(self):
        form = read(("begin_kobomatrix", "m", "Matrix"), ("text", "a", "A?"), ("end_kobomatrix",), ("text", "b", "B?"))
        assert list(form.instrument.by_key) == ["b"]
        assert said(form)[0].startswith("left out: survey!A2 to A4, survey!B2 to C3: It is a matrix")

    def test_a_list_longer_than_we_have_room_for_is_asked_as_text(self):
        many = [("many", f"n{n}", f"Number {n}") for n in range(101)]
        form = read(("select_one many", "it", "Which?"), choices=many)
        assert question(form, "it").kind == "short text"
        assert "has 101 options; the most here is 100" in said(form)[0]


class TestWords:
    def test_are_those_of_the_forms_default_language(self):
        headings = ("type", "name", "label::Gaelic (gd)", "label::English (en)", "hint::English (en)")
        form = read(
            ("text", "a", "Ciamar?", "How?", "In short"),
            ("text", "b", "Dè?", None, None),
            headings=headings,
            settings=[("form_title", "default_language"), ("A form", "English (en)")],
        )
        assert [each.label for each in form.instrument.questions()] == ["How?", "Dè?"]
        assert said(form) == [
            "changed: survey!C3: No words in the form’s language here, but in Gaelic (gd). Those were taken.",
            "left out: survey!C2: Words in another language (Gaelic (gd)). "
            "The portal asks in one language (English (en)); they were left out.",
        ]

    def test_show_earlier_answers_in_their_places_and_no_others(self):
        form = read(
            ("text", "name", "Name?"),
            ("integer", "age", "How old is ${name}?"),
            ("text", "why", "Why is ${ghost} here?"),
        )
        assert question(form, "age").label == "How old is {{ name }}?"
        assert question(form, "why").label == "Why is … here?"
        assert "survey!C4: The words show “ghost”, which cannot be shown there." in said(form)[0]

    def test_of_notes_stand_where_respondents_read_them(self):
        form = read(
            ("note", "hello", "Welcome"),
            ("begin_group", "g", "Group"),
            ("note", "first", "About the group"),
            ("text", "a", "A?"),
            ("note", "between", "And now"),
            ("text", "b", "B?"),
            ("end_group",),
            ("note", "bye", "Thank you"),
        )
        assert (form.instrument.intro, form.instrument.thanks) == ("Welcome", "Thank you")
        assert form.instrument.sections[0].intro == "About the group"
        assert question(form, "b").hint == "And now"
        assert [line.split(": ")[1] for line in said(form)] == ["survey!C6", "survey!C9"]

    def test_of_a_note_after_what_nobody_sees_are_the_introduction_too(self):
        form = read(("start", "start"), ("note", "hello", "Welcome"), ("text", "a", "A?"))
        assert form.instrument.intro == "Welcome"
        assert [each.title for each in form.instrument.sections] == ["A form"]

    def test_with_marks_for_bold_are_named(self):
        assert "Take the marks out." in said(read(("text", "a", "**Bold**?")))[0]


class TestWhatStopsAForm:
    @pytest.mark.parametrize(
        ("rows", "where", "says"),
        [
            ([("begin_group", "g", "G"), ("text", "a", "A?")], "survey!A2", "“begin_group” is not closed."),
            ([("text", "a", "A?"), ("end_group",)], "survey!A3", "“end_group” closes nothing that is open here."),
            ([("begin_group", "g", "G"), ("end_repeat",)], "survey!A3", "“end_repeat” closes nothing"),
            ([("select_one missing", "a", "A?")], "survey!A2", "The sheet “choices” has no list “missing”."),
            ([("select_one", "a", "A?")], "survey!A2", "“select_one” names no list."),
            ([("note", "a", "A")], "survey!A2 to C2", "Nothing that is asked here can be brought."),
        ],
    )
    def test_is_named_with_its_cell_and_what_to_do(self, rows, where, says):
        form = read(*rows)
        assert form.instrument is None
        stops = [each for each in form.findings if each.weight == Weight.STOPS]
        assert stops[0].where == where
        assert stops[0].says.startswith(says)
        assert stops[0].done

    def test_too_much_of_it_does(self):
        many = read(*[("text", f"a{n}", "A?") for n in range(MOST_ROWS + 1)])
        assert many.instrument is None
        wide = forms.read(("type", *[f"x{n}" for n in range(MOST_COLUMNS)]), ("text",))
        assert wide.instrument is None


class TestWhatIsLeft:
    def test_every_cell_that_means_nothing_is_named_by_its_column(self):
        form = read(
            ("text", "a", "A?", None, None, None, None, "why", "x"),
            headings=(*HEADINGS, "body::accept", "bind::odk"),
            choices=(),
            entities=[("dataset",), ("trees",)],
            notes=[("Remember the milk",)],
        )
        assert [line.split(": ", 1)[1] for line in said(form)] == [
            "entities!A1 to A2: It keeps lists of things between forms. It was left out: each answer stands for itself.",
            "notes!A1: This sheet is no part of a form. It was left out.",
            "survey!H1 to H2: “body::accept” means nothing here. It was left out.",
            "survey!I1 to I2: “bind::odk” means nothing here. It was left out.",
        ]

    def test_rows_that_do_not_count_are_named(self):
        form = read(
            ("text", "a", "A?", None, None, None, None, "yes"),
            ("text", "b", "B?"),
            (None, "c", "C?"),
            headings=(*HEADINGS, "disabled"),
        )
        assert list(form.instrument.by_key) == ["b"]
        assert [line.split(":")[1:3] for line in said(form)] == [
            [" survey!A2 to C2, survey!H2", " A row that is switched off. It was left out."],
            [" survey!B4 to C4", " A row without a type. It was left out."],
        ]

    def test_names_that_cannot_be_keys_are_made_so_and_conditions_follow(self):
        form = read(("integer", "Q1.Age", "Age?"), ("text", "2b", "B?", "${Q1.Age} > 3"))
        assert list(form.instrument.by_key) == ["q1-age", "n2b"]
        assert str(question(form, "n2b").shown_if) == "q1-age > 3"
        assert said(form)[0].startswith("changed: survey!B2 to B3: Names here have small letters")


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            *("type", "name", "label", "label::x", "relevant", "constraint", "list_name", "appearance", "repeat_count"),
            *(
                "text",
                "integer",
                "note",
                "select_one l",
                "select_multiple l or_other",
                "rank l",
                "range",
                "begin group",
            ),
            *(
                "end group",
                "begin repeat",
                "end repeat",
                "begin_score",
                "end_score",
                "score__row",
                "calculate",
                "l",
                "a",
            ),
            *(
                "${a} = 'a'",
                ". > 1",
                "${a",
                "table-list",
                "label",
                "list-nolabel",
                "yes",
                "{{ a }}",
                "${a}",
                "form_title",
            ),
        ]
    ),
)
SHEET = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 6), WORDS.filter(lambda w: w.strip())), max_size=40)


@st.composite
def contents(draw) -> Content:
    """Sheets of rubbish, most of them with the headings of a form."""
    found = []
    for name, headings in (
        ("survey", ["type", "name", "label", "relevant", "constraint", "appearance"]),
        ("choices", ["list_name", "name", "label"]),
        ("settings", ["form_title", "default_language"]),
    ):
        if draw(st.integers(0, 9)):
            cells = {(row + 1, column): words.strip() for row, column, words in draw(SHEET)}
            if draw(st.integers(0, 9)):
                cells |= {(1, column): words for column, words in enumerate(headings, 1)}
            found.append((name, [(row, column, words) for (row, column), words in sorted(cells.items())]))
    return found


@given(contents())
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_no_workbook_raises_an_error_or_leaves_a_cell_unaccounted_for(content):
    form = brought(content)
    if form.instrument is not None:
        cells = {cell for sheet in form.book for cell in sheet.cells}
        assert cells - form.book.used - form.book.named == set()
    assert form.instrument is not None or any(each.weight == Weight.STOPS for each in form.findings)
