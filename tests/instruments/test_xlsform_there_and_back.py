"""A questionnaire that is taken as an XLSForm comes back the same, and the reference converter takes the workbook."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from pyxform.xls2xform import convert

from instruments.plain_text import read_page
from instruments.reading import the_instrument
from instruments.written import as_data, from_data
from instruments.xlsform.bringing import brought
from instruments.xlsform.sheets import content_of
from instruments.xlsform.taking import TooLong, workbook
from tests.instruments.invented import instruments

MARKS = "The words have marks for bold, headings, links or colours."
DEFINITIONS = Path(settings.BASE_DIR) / "programmes" / "definitions"


def surveys():
    for path in sorted(DEFINITIONS.glob("*/instruments/*.toml")):
        page = read_page(path, inside=DEFINITIONS, findings=[])
        if page and page.data.get("kind") == "survey":
            yield pytest.param(the_instrument(path.stem, page), id=f"{path.parts[-3]}/{path.stem}")


def converted(book: bytes):
    """What the reference converter makes of a workbook; it raises where the workbook is no XLSForm."""
    return convert(xlsform=io.BytesIO(book), file_type=".xlsx", validate=False)


@pytest.mark.parametrize("instrument", list(surveys()))
class TestTheSurveysOfTheProgrammes:
    def test_come_back_the_same_without_a_word_to_say(self, instrument):
        form = brought(content_of(workbook(instrument, version="3")), key=instrument.key)
        assert [str(each) for each in form.findings] == []
        assert form.instrument == instrument
        assert form.version == "3"

    def test_are_taken_by_the_reference_converter_without_a_warning(self, instrument):
        found = converted(workbook(instrument))
        assert found.warnings == []
        for question in instrument.questions():
            assert f"/{question.key}" in found.xform, question.key


@given(instruments())
@hypothesis(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
def test_any_questionnaire_comes_back_the_same_and_is_an_xlsform(instrument):
    book = workbook(instrument)
    form = brought(content_of(book), key=instrument.key)
    assert form.instrument == instrument
    # Words may look like marks for bold or links, in one language or another.
    assert {each.says for each in form.findings} <= {MARKS}
    converted(book)


def test_its_plain_data_come_back_the_same_too():
    instrument = next(iter(surveys())).values[0]
    form = brought(content_of(workbook(instrument)), key=instrument.key)
    assert form.data == as_data(instrument)


def test_words_that_no_cell_can_hold_are_told_and_not_cut():
    data = {"title": "Long", "intro": "a " * 20_000, "section": [{"title": "A", "question": []}]}
    data["section"][0]["question"].append({"kind": "short text", "label": "What?"})
    with pytest.raises(TooLong):
        workbook(from_data("long", data)[0])
