"""Forms of the team's side: finding, asking, accepting, opening again, deciding on more time."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.utils import timezone

from inspections import more_time
from inspections.forms.returns import LONGEST, words
from inspections.standing import FOR_READERS
from interface.forms import Conditional, DateField, Submit


class FindForm(forms.Form):
    """What the list of returns is narrowed to; kept in the address."""

    q = forms.CharField(label="Partnership or reference", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Every state"), ("waiting", "Waiting to be read"), *[(s.value, s.label) for s in FOR_READERS]],
    )
    late = forms.ChoiceField(
        label="Late",
        required=False,
        choices=[("", "Late or not"), ("yes", "Late, or came late"), ("no", "Not late")],
    )
    area = forms.ChoiceField(label="Area", required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Every area"), *areas]


class AboutAVersion(forms.Form):
    """About the version that was read: where a newer one has come meanwhile, the person is told."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=32_767)


class QueryForm(AboutAVersion):
    """A question to the partnership."""

    text = words("Your question", required="Write your question", rows=6, max_length=LONGEST)
    answer_by = DateField(label="When do you hope for an answer?")

    def __init__(self, *args, answer_by, version, **kwargs):
        super().__init__(*args, initial={"answer_by": answer_by, "version": version}, **kwargs)
        self.fields["answer_by"].error_messages["required"] = "Enter a day"
        self.helper = FormHelper()
        self.helper.layout = Layout("version", "text", "answer_by", ButtonHolder(Submit("ask", "Send the question")))

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day < timezone.localdate():
            raise forms.ValidationError("That day has passed. Choose today or a later day.")
        return day


class AcceptForm(AboutAVersion):
    """Acceptance, perhaps with a word of thanks."""

    text = words("A word to the partnership", max_length=2000, rows=3, help_text="It is kept in the thread.")

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("version", "text", ButtonHolder(Submit("accept", "Accept this return")))


class ReopenForm(forms.Form):
    """Why an accepted return is open again."""

    reason = words(
        "Why do you open it again?",
        required="Say why you open it again",
        max_length=LONGEST,
        help_text="The partnership reads this, and may answer or send a new version.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", ButtonHolder(Submit("reopen", "Open it again")))


class DecideForm(forms.Form):
    """More time or not, until when, and why."""

    decision = forms.ChoiceField(
        label="Do they get more time?",
        choices=[("granted", "Yes"), ("refused", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they get more time"},
    )
    until = DateField(label="Until when?", required=False, help_text="The day asked for, or another one.")
    reason = words(
        "Reason",
        max_length=2000,
        rows=4,
        help_text="The partnership reads this. Say why if it is a no; if it is a yes, you may leave it out.",
    )

    def __init__(self, *args, extension, **kwargs):
        super().__init__(*args, initial={"until": extension.until}, **kwargs)
        self.extension = extension
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Conditional("decision", {"granted": ["until"]}),
            "reason",
            ButtonHolder(Submit("decide", "Decide and tell them")),
        )

    def clean(self):
        cleaned = super().clean()
        match cleaned.get("decision"):
            case "granted" if "until" not in self.errors:
                until = cleaned.get("until")
                if until is None:
                    self.add_error("until", "Enter the day until which they get more time")
                else:
                    try:
                        more_time.check_day(until, due=self.extension.was_due)
                    except more_time.CannotAsk as error:
                        self.add_error("until", str(error))
            case "refused":
                # The day was not asked then; what stands in it does not matter.
                self.errors.pop("until", None)
                if not cleaned.get("reason", "").strip():
                    self.add_error("reason", "Say why they get no more time")
        return cleaned
