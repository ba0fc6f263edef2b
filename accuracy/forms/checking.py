"""What a partnership is asked about a draft, and what the team is asked about its comments."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Hidden, Layout
from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from accuracy import sending
from accuracy.models import Comment, Decision, FactCheck
from files import kinds
from interface.forms import DateField, Hinted, MultipleFileField, MultipleFileInput, Submit

LONGEST = 10_000
#: A sentence, as far as a full stop, a question mark or an exclamation mark with a space after it.
SENTENCE = re.compile(r".+?(?:[.!?][”\"’)]?(?=\s)|$)", re.DOTALL)
KINDS = [
    (Comment.Kind.FACT, Hinted("An error of fact", "Something that is said is not so.")),
    (
        Comment.Kind.CONTEXT,
        Hinted("Context that is missing", "What is said is so, and misleads without something more."),
    ),
    (
        Comment.Kind.JUDGEMENT,
        Hinted(
            "Disagreement with a judgement", "It goes to the Quality and Consistency Panel, which alone changes one."
        ),
    ),
    (Comment.Kind.TYPING, Hinted("A typing error", "A slip that changes nothing in what is said.")),
]


def words(label: str, *, rows: int = 4, required: str = "", **more) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=more.pop("max_length", LONGEST),
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "true"}),
        error_messages={"required": required} if required else None,
        **more,
    )


class CommentForm(forms.Form):
    """A comment on one paragraph. It saves itself as one writes."""

    kind = forms.ChoiceField(label="What kind of comment is it?", widget=forms.RadioSelect, choices=KINDS)
    in_question = words(
        "Which words are in question?", rows=3, help_text="As they stand in the paragraph. Leave out what is right."
    )
    correction = words("What should it say?", help_text="The words that you would put there.")
    evidence = words("What shows it?", help_text="Say where we can find it, or add files below.")

    FIELDS = ("kind", "in_question", "correction", "evidence")

    def __init__(self, *args, saves_to: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.FIELDS if saves_to else ():
            self.fields[name].widget.attrs |= {
                "hx-post": saves_to,
                "hx-trigger": "change" if name == "kind" else "input changed delay:2s",
                "hx-target": "#autosaved",
                "hx-include": "closest form",
                "hx-sync": "closest form:queue last",
            }

    @classmethod
    def of(cls, comment: Comment):
        return cls(initial={name: getattr(comment, name) for name in cls.FIELDS}, saves_to=comment.get_absolute_url())


class NewCommentForm(CommentForm):
    """The same, with the sentences of the paragraph to choose from."""

    sentences = forms.MultipleChoiceField(
        label="Which sentences are in question?", required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("kind", "sentences", "in_question", "correction", "evidence")

    def __init__(self, *args, paragraph: str, **kwargs):
        super().__init__(*args, **kwargs)
        found = [sentence for sentence in SENTENCE.findall(paragraph) if sentence.strip()]
        if len(found) < 2:
            del self.fields["sentences"]
        else:
            self.fields["sentences"].choices = [(str(place), sentence.strip()) for place, sentence in enumerate(found)]
            self.fields["in_question"].label = "Or which words?"
        self.found = found

    def clean(self):
        cleaned = super().clean()
        chosen = [self.found[int(place)].strip() for place in cleaned.pop("sentences", [])]
        if chosen and not cleaned.get("in_question", "").strip():
            cleaned["in_question"] = " ".join(chosen)
        return cleaned


class FilesForm(forms.Form):
    """Files that show what a comment says."""

    files = MultipleFileField(
        label="Files that show it",
        widget=MultipleFileInput(attrs={"accept": kinds.ACCEPT}),
        allow_empty_file=True,
        error_messages={"required": "Choose one or more files to add"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = (
            f"PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or pictures, up to "
            f"{filesizeformat(settings.UPLOAD_MAX_BYTES)} each. Nothing that names people who use services."
        )


class SignOffForm(forms.Form):
    """Signed off as it stands on the page, with a tick."""

    agreed = forms.BooleanField(
        label="I have read this and send it for the partnership",
        error_messages={"required": "Tick the box to sign it off"},
    )

    def __init__(self, *args, check: FactCheck, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("accuracy:sign-off", args=[check.pk])
        self.helper.layout = Layout(
            Hidden("seen", check.edits), "agreed", ButtonHolder(Submit("sign_off", "Sign off and send"))
        )


class SendBackForm(forms.Form):
    """What a chief officer wants changed."""

    reason = words(
        "What should be changed",
        rows=3,
        max_length=2000,
        required="Say what should be changed",
        help_text="Your partnership’s own people read this. The review team does not.",
    )

    def __init__(self, *args, check: FactCheck, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("accuracy:send-back", args=[check.pk])
        self.helper.layout = Layout("reason", ButtonHolder(Submit("send_back", "Send it back", kind="secondary")))


class MoreTimeForm(forms.Form):
    """Until when, and why."""

    until = DateField(label="Until when")
    reason = words("Why", rows=3, max_length=2000, required="Say why you need more time")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("until", "reason", ButtonHolder(Submit("ask", "Ask for more time")))


class DecideTimeForm(forms.Form):
    """More time, given or not, with the reason."""

    decision = forms.ChoiceField(
        label="Decision",
        widget=forms.RadioSelect,
        choices=[("grant", "Give more time"), ("refuse", "Give no more time")],
        error_messages={"required": "Say whether more time is given"},
    )
    until = DateField(label="Until when", required=False, help_text="The day asked for, or another one.")
    reason = words("Why", rows=3, max_length=2000, required="Say why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("decision", "until", "reason", ButtonHolder(Submit("decide", "Decide")))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "grant" and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "Say until when")
        return cleaned


class SendForm(forms.Form):
    """To whom a draft goes, for how many working days, and what letters call it."""

    to = forms.MultipleChoiceField(
        label="Partnerships",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one partnership"},
    )
    days = forms.IntegerField(
        label="Working days to comment",
        min_value=1,
        max_value=sending.MOST_DAYS,
        help_text="Counted from tomorrow. Weekends, bank holidays in Scotland and days that the programme lists as closed "
        "are not counted. The number is a usual one to begin with, to be verified, and yours to choose.",
    )
    called = forms.CharField(
        label="What letters and e-mails call the report",
        max_length=200,
        help_text="E-mails show it. Leave out what the partnership’s post room should not read.",
    )

    def __init__(self, *args, participations, **kwargs):
        super().__init__(*args, **kwargs)
        self.participations = {str(each.pk): each for each in participations}
        self.fields["to"].choices = [(key, each.partnership.name) for key, each in self.participations.items()]
        self.fields["days"].widget.attrs["class"] = "ds_input ds_input--fixed-3"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "to",
            Fieldset("How long, and what it is called", "days", "called"),
            ButtonHolder(Submit("send", "Lock the draft and send it")),
        )

    def chosen(self):
        return [self.participations[key] for key in self.cleaned_data["to"]]


class WithdrawForm(forms.Form):
    """Why a draft is taken back."""

    reason = words(
        "Why", rows=3, max_length=300, required="Say why it is taken back", help_text="The partnership reads this."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", ButtonHolder(Submit("go", "Take the draft back")))


class DecisionForm(forms.Form):
    """What becomes of one comment, and why."""

    outcome = forms.ChoiceField(
        label="Decision",
        widget=forms.RadioSelect,
        choices=Decision.Outcome.choices,
        error_messages={"required": "Say what is decided"},
    )
    reason = words("Why", required="Say why", help_text="The partnership reads this in the response.")
    changed_text = words(
        "Changed text", help_text="The words that the report will say instead. Leave it empty where no text changes."
    )
    for_panel = forms.BooleanField(
        label="This touches a judgement", required=False, help_text="Then the panel decides it, and nobody else."
    )

    def __init__(self, *args, comment: Comment, seen: int, **kwargs):
        super().__init__(*args, **kwargs)
        if comment.kind == Comment.Kind.JUDGEMENT:
            del self.fields["for_panel"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Hidden("seen", seen),
            *self.fields,
            ButtonHolder(Submit("next", "Save and go to the next"), Submit("save", "Save", kind="secondary")),
        )

    def clean(self):
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        if outcome == Decision.Outcome.NOT_ACCEPTED and cleaned.get("changed_text", "").strip():
            self.add_error("changed_text", "What is not accepted changes no text. Empty this, or accept in part.")
        return cleaned
