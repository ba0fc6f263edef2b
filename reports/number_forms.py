"""What is asked when numbers are taken from a source and remarks are explained."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import Submit
from reports.models import Figure
from reports.sources import SourceTable


class TakeForm(forms.Form):
    """A table of a source as a table or chart of the report."""

    kind = forms.ChoiceField(label="What it becomes", widget=forms.RadioSelect)
    message = forms.CharField(
        label="Heading",
        max_length=200,
        help_text="What one should see in it, as a sentence: “Most staff knew whom to ask”.",
    )

    def __init__(self, *args, table: SourceTable, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [Figure.Kind.TABLE, *(kind for kind in Figure.Kind if kind in table.charts)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["kind"].initial = kinds[-1].value
        self.helper = FormHelper()
        self.helper.layout = Layout("kind", "message", ButtonHolder(Submit("take", "Take it into the report")))


class BindForm(forms.Form):
    """Cells of a source's row that the text is to speak of."""

    row = forms.ChoiceField(label="Which row", widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label="Which columns",
        widget=forms.CheckboxSelectMultiple,
        help_text="Of several the numbers are added up, such as “agree” and “strongly agree”.",
    )

    def __init__(self, *args, table: SourceTable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(label, label) for label, _ in table.rows]
        if len(table.rows) == 1:
            self.fields["row"].initial = table.rows[0][0]
        self.fields["columns"].choices = [(column, column) for column in table.columns]
        self.helper = FormHelper()
        self.helper.layout = Layout("row", "columns", ButtonHolder(Submit("bind", "Bind this number")))


class ExplainForm(forms.Form):
    """One reason for one or more remarks."""

    why = forms.CharField(label="Why they stand", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    remark = forms.MultipleChoiceField(choices=())

    def __init__(self, *args, remarks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remark"].choices = [(each.fingerprint, each.about) for each in remarks]
        self.fields["remark"].error_messages |= {"required": "Choose at least one remark."}
        self.fields["why"].error_messages |= {"required": "Say why they stand."}
