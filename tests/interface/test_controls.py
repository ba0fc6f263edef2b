"""Controls that Python writes are, mark for mark, those that Django's templates would write."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from interface.controls import WRITTEN, Renderer
from interface.forms import MultipleFileInput

HOSTILE = """"><script>alert('1 & 2')</script>"""

AREAS = [("", "All of them"), ("moray", "Moray"), (HOSTILE, HOSTILE), (3, "Three")]
GROUPED = [("North", [("ork", "Orkney"), ("zet", "Shetland")]), (HOSTILE, [("x", "X")]), ("alone", "Alone")]

WIDGETS = [
    (forms.Select(choices=AREAS), "moray"),
    (forms.Select(choices=AREAS), HOSTILE),
    (forms.Select(choices=AREAS), None),
    (forms.Select(choices=AREAS), 3),
    (forms.Select(choices=GROUPED), "zet"),
    (forms.Select(choices=[]), ""),
    (forms.SelectMultiple(choices=AREAS), ["moray", "3"]),
    (forms.NullBooleanSelect(), True),
    (forms.TextInput(), HOSTILE),
    (forms.TextInput(), None),
    (forms.TextInput(), ""),
    (forms.NumberInput(), 12),
    (forms.EmailInput(), "a@b.example"),
    (forms.PasswordInput(render_value=True), "secret"),
    (forms.HiddenInput(), "kept"),
    (forms.URLInput(), "https://a.example/?b=1&c=2"),
    (forms.DateInput(), "2026-11-23"),
    (forms.Textarea(), HOSTILE),
    (forms.Textarea(), None),
    (forms.FileInput(), None),
    (MultipleFileInput(), None),
]

ATTRS = {"class": "ds_input", "maxlength": False, "required": True, "data-words": HOSTILE, "rows": 5, "disabled": None}


def shown(widget, value, renderer) -> str:
    drawn = widget.render("area", value, attrs={"id": "id_area", **ATTRS}, renderer=renderer)
    return re.sub(r"\s*\n\s*", "", drawn)


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda each: type(each).__name__)
def test_a_control_reads_as_djangos_own_template_writes_it(widget, value):
    assert shown(widget, value, Renderer()) == shown(widget, value, DjangoTemplates())


def test_what_python_writes_is_tried_here():
    tried = {widget.template_name for widget, _ in WIDGETS}
    assert set(WRITTEN) - {"django/forms/widgets/input.html"} <= tried
