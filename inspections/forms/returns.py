"""Forms of the partnership's side: documents, the note, sending, more time."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.template.defaultfilters import filesizeformat

from files import kinds
from inspections import more_time
from inspections.models import AskedDocument
from interface.forms import DateField, MultipleFileField, MultipleFileInput, Submit

LONGEST = 10_000


def words(field_label: str, *, rows: int = 5, required: str = "", **more) -> forms.CharField:
    """A question that is answered in sentences; how long the answer may be is said, and never cut."""
    return forms.CharField(
        label=field_label,
        max_length=more.pop("max_length", 4000),
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required} if required else None,
        **more,
    )


class AddFilesForm(forms.Form):
    """Files for one asked document, or for none in particular."""

    files = MultipleFileField(
        label="Files",
        widget=MultipleFileInput(attrs={"accept": kinds.ACCEPT}),
        # An empty one is refused by its check, as any other bad file is: here it would take the others with it.
        allow_empty_file=True,
        error_messages={"required": "Choose one or more files to add"},
    )

    def __init__(self, *args, label: str = "Files", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].label = label
        self.fields["files"].help_text = (
            f"PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or pictures, up to "
            f"{filesizeformat(settings.UPLOAD_MAX_BYTES)} each."
        )


class SortForm(forms.Form):
    """Which asked document does each file answer?"""

    def __init__(self, *args, documents, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.documents = list(documents)
        self.asked = {str(each.pk): each for each in asked}
        choices = [("", "Something else")] + [(key, each.title) for key, each in self.asked.items()]
        for document in self.documents:
            self.fields[self.name(document)] = forms.ChoiceField(
                label=document.file.shown_name,
                choices=choices,
                required=False,
                initial=str(document.asked_document_id or ""),
                error_messages={"invalid_choice": "Choose one of the documents that are asked for"},
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *[self.name(document) for document in self.documents], ButtonHolder(Submit("save", "Save"))
        )

    @staticmethod
    def name(document) -> str:
        return f"answers-{document.pk}"

    def chosen(self) -> list[tuple[object, AskedDocument | None]]:
        return [
            (document, self.asked.get(self.cleaned_data.get(self.name(document)) or "")) for document in self.documents
        ]


class NoteForm(forms.Form):
    """The note beside the documents. How many words may be sent is checked on sending: saving never loses any."""

    note = forms.CharField(
        label="Note to the review team",
        required=False,
        strip=False,
        # A limit of the field itself would count characters below it; here words count, and only on sending.
        validators=[MaxLengthValidator(200_000, "The note is too long to be kept. Send it as a document instead.")],
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    settles = forms.BooleanField(required=False, widget=forms.HiddenInput)


class NothingToSendForm(forms.Form):
    """A nil return, with its reason."""

    reason = words(
        "Why is there nothing to send?",
        required="Say why there is nothing to send",
        max_length=2000,
        help_text="The review team reads this. One or two sentences are enough.",
    )

    def __init__(self, *args, needs_sign_off: bool, **kwargs):
        super().__init__(*args, **kwargs)
        button = "Give it to a chief officer" if needs_sign_off else "Send it: we have nothing to send"
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", ButtonHolder(Submit("send", button)))


class MoreTimeForm(forms.Form):
    """Until when, and why."""

    until = DateField(
        label="Until when do you need?",
        error_messages={"required": "Enter the day until which you need"},
    )
    reason = words(
        "Why do you need more time?",
        required="Say why you need more time",
        max_length=2000,
        help_text="The review team decides, and tells you with a reason.",
    )

    def __init__(self, *args, due, **kwargs):
        super().__init__(*args, **kwargs)
        self.due = due
        self.fields["until"].help_text = f"It is due on {due:%-d %B %Y}."
        self.helper = FormHelper()
        self.helper.layout = Layout("until", "reason", ButtonHolder(Submit("ask", "Ask for more time")))

    def clean_until(self):
        until = self.cleaned_data["until"]
        try:
            more_time.check_day(until, due=self.due)
        except more_time.CannotAsk as error:
            raise forms.ValidationError(str(error)) from error
        return until


class AnswerForm(forms.Form):
    """The answer to a query."""

    text = words("Your answer", required="Write your answer", rows=6, max_length=LONGEST)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("text", ButtonHolder(Submit("answer", "Send the answer")))


class SendBackForm(forms.Form):
    """What a chief officer wants changed."""

    reason = words(
        "What should change?",
        required="Say what should change",
        max_length=2000,
        help_text="Your co-ordinator reads this. The review team does not.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = "?"
        self.helper.layout = Layout("reason", ButtonHolder(Submit("send_back", "Send it back", kind="secondary")))
