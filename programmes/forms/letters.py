"""Forms about letters."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import OverWhatWasSeen, Submit
from programmes import letter_text
from programmes.models import LetterText


class LetterForm(OverWhatWasSeen, forms.ModelForm):
    """The wording of one letter. A field that does not exist is refused, with the line it stands in."""

    class Meta:
        model = LetterText
        fields = ["subject", "body"]
        widgets = {"body": forms.Textarea(attrs={"rows": 22})}
        labels = {"subject": "Subject", "body": "Text"}
        help_texts = {
            "body": "Markdown: a blank line begins a paragraph, ## a heading, - a list. "
            "Fields such as {{ partnership.name }} are filled in for each recipient.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "subject",
            "body",
            ButtonHolder(
                Submit("preview", "See it with real data", kind="secondary"), Submit("save", "Save the wording")
            ),
        )
        self.watch()

    @property
    def fields_allowed(self) -> dict[str, str]:
        letter = self.instance
        keys = letter.programme.milestones.values_list("key", flat=True)
        return letter_text.fields_for_letter(keys, kind=letter.kind, sent=letter.sent)

    def clean_subject(self):
        return self._checked("subject", is_subject=True)

    def clean_body(self):
        return self._checked("body")

    def _checked(self, name, *, is_subject=False):
        text = self.cleaned_data[name]
        wrong = letter_text.check(text, self.fields_allowed, is_subject=is_subject)
        if wrong:
            raise forms.ValidationError(
                [
                    f"Line {each.line}: {each.says} {each.remedy}" if not is_subject else f"{each.says} {each.remedy}"
                    for each in wrong
                ]
            )
        return text


class ChaseForm(forms.Form):
    """One letter to all who are late: what it says, and to whom it goes."""

    subject = forms.CharField(label="Subject", max_length=150)
    text = forms.CharField(
        label="Text",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="The partnership's name, what is late and a link to its page are added to each letter.",
    )
    chosen = forms.MultipleChoiceField(label="Partnerships", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, late, **kwargs):
        super().__init__(*args, **kwargs)
        self.late = late
        self.fields["chosen"].choices = [(str(row.participation.pk), f"{row.name}: {words}") for row, words in late]
        self.fields["chosen"].error_messages["required"] = "Choose at least one partnership."
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "subject",
            "text",
            "chosen",
            # The first button is the one that Enter presses.
            ButtonHolder(
                Submit("preview", "See the letter before sending"),
                Submit("choose_all", "Choose all", kind="secondary", formnovalidate=True),
                Submit("choose_none", "Choose none", kind="secondary", formnovalidate=True),
            ),
        )

    def with_chosen(self, chosen: list[str]) -> "ChaseForm":
        """The same words, to these partnerships: nothing is checked yet."""
        words = {name: self.data.get(name, "") for name in ("subject", "text")}
        return ChaseForm(late=self.late, initial={**words, "chosen": chosen})
