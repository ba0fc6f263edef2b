"""A form made in a spreadsheet is chosen here."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import Submit


class BringForm(forms.Form):
    """One workbook."""

    form = forms.FileField(
        label="The form",
        help_text="An XLSForm as an Excel workbook (.xlsx), with a sheet “survey” and a sheet “choices”. 5 MB at most.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        # An empty file is refused with its own sentence when it is opened.
        allow_empty_file=True,
        error_messages={"required": "Choose the workbook that holds the form"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("form", ButtonHolder(Submit("read", "Read the form")))
