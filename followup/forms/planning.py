"""What those who plan, write updates and read them are asked."""

from crispy_forms.layout import HTML, ButtonHolder, Fieldset
from crispy_forms.layout import Field as CrispyField
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, format_html

from followup.forms.recommending import laid_out
from followup.models import Action, Entry, Response, View
from followup.updating import Say
from interface.forms import DateField, MultipleFileField, OverWhatWasSeen, Submit


class BodyForm(forms.Form):
    """A plan of a named body that has no people in the portal."""

    body = forms.CharField(label="Whose plan it is", max_length=200, help_text="Such as Scottish Government.")
    title = forms.CharField(label="What it is called", max_length=200, initial="National action plan")
    source = forms.CharField(label="Where it was read", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("body", "title", "source", ButtonHolder(Submit("open", "Open the plan")))


class RoundForm(forms.Form):
    """A day by which every plan tells how far it has come."""

    title = forms.CharField(label="What it is called", max_length=100, help_text="Such as “Six months on”.")
    opens = DateField(label="First day", help_text="From then on people can write.")
    due = DateField(label="Last day", help_text="Co-ordinators are reminded two weeks before.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("title", "opens", "due", ButtonHolder(Submit("set", "Set the round")))


class MoveRoundForm(forms.Form):
    """Another last day."""

    due = DateField(label="Last day")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("due", ButtonHolder(Submit("move", "Change the day")))


class ActionForm(OverWhatWasSeen, forms.ModelForm):
    """One action of a plan."""

    class Meta:
        model = Action
        fields = ["text", "owner", "due"]
        field_classes = {"due": DateField}
        labels = {"text": "What will be done", "owner": "Who does it", "due": "By when"}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"owner": "A post or a group, such as Head of justice services. No person’s name."}

    def __init__(self, *args, stated, served=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["serves"] = forms.TypedMultipleChoiceField(
            label="What it serves",
            coerce=int,
            choices=[(each.recommendation_id, f"{each.name}: {_short(each.shown_text)}") for each in stated],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one."},
        )
        self.initial["serves"] = list(served)
        self.helper = laid_out("text", "owner", "due", "serves", ButtonHolder(Submit("keep", "Save")))
        self.watch()


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 120 else f"{words[:119].rsplit(' ', 1)[0]}…"


class AnswerForm(forms.Form):
    """An owner’s answer to a recommendation."""

    answer = forms.ChoiceField(label="Answer", choices=Response.Answer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Why, or what you will do",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Nothing of it is published unless the review team decides so.",
    )
    answered_as = forms.CharField(label="Who answers", max_length=200, help_text="A post, such as Chief officer.")
    on = DateField(label="Answered on")
    source = forms.CharField(label="Where it was read", max_length=300, required=False)

    def __init__(self, *args, is_a_bodys: bool, **kwargs):
        super().__init__(*args, **kwargs)
        fields = ["answer", "words", "answered_as", "on", "source"]
        if not is_a_bodys:
            del self.fields["source"], self.fields["on"]
            fields = fields[:3]
        self.helper = laid_out(*fields, ButtonHolder(Submit("answer", "Answer")))

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError("That day is still to come.")
        return self.cleaned_data["on"]


class NeededInTheEnd(CrispyField):
    """A question that may wait while an update is written, and must be answered before it is sent: not marked as optional."""

    def render(self, form, context, template_pack=TEMPLATE_PACK, extra_context=None, **kwargs):
        extra_context = {**(extra_context or {}), "no_optional": True}
        return super().render(form, context, template_pack, extra_context, **kwargs)


class UpdateForm(forms.Form):
    """Everything that an update says: a summary, and for each action its state and words."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label="What has changed since the last round",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="A few sentences. Name no person.",
    )

    def __init__(self, *args, entries: list[Entry], before: dict[int, Entry], has_sign_off: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.entries = entries
        places = []
        for entry in entries:
            state, words = f"state-{entry.pk}", f"words-{entry.pk}"
            self.fields[state] = forms.ChoiceField(
                label="How far is it?", choices=[("", "Not said yet"), *Action.State.choices], required=False
            )
            self.fields[words] = forms.CharField(
                label="What has been done, and what comes next",
                widget=forms.Textarea(attrs={"rows": 4}),
                required=False,
            )
            self.initial.setdefault(state, entry.state)
            self.initial.setdefault(words, entry.words)
            about = format_html("<p>{}</p><p class='quiet-words'>{}{}</p>", entry.action.text, entry.action.owner,
                                f", due {entry.action.due:%-d %B %Y}" if entry.action.due else "")  # fmt: skip
            if entry.action_id in before:
                about += render_to_string(
                    "followup/parts/before.html", {"before": before[entry.action_id], "number": entry.action.number}
                )
            places.append(
                Fieldset(
                    f"Action {entry.action.number}", HTML(_as_text(about)), NeededInTheEnd(state), NeededInTheEnd(words)
                )
            )
        self.helper = laid_out(
            "seen",
            *places,
            "summary",
            HTML('<p class="quiet-words" id="autosaved" role="status"></p>'),
            ButtonHolder(
                Submit("give", "Save and give for sign-off" if has_sign_off else "Save and send"),
                Submit("keep", "Save", kind="secondary"),
            ),
        )
        # With scripts it is kept while it is written.
        self.helper.attrs = {
            "hx-post": "", "hx-trigger": "input delay:2s", "hx-target": "#autosaved", "hx-sync": "this:queue last"
        }  # fmt: skip

    def said(self) -> dict[int, Say]:
        return {
            entry.pk: Say(self.cleaned_data[f"state-{entry.pk}"], self.cleaned_data[f"words-{entry.pk}"])
            for entry in self.entries
        }


def _as_text(html: str) -> str:
    """For crispy, which takes what it is given for a template: somebody’s braces stay braces."""
    return conditional_escape(html).replace("{", "&#123;").replace("}", "&#125;")


class EvidenceForm(forms.Form):
    """Files that show what is said of an action."""

    files = MultipleFileField(
        label="Files", help_text="They are checked before anybody can open them. Never published."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("files", ButtonHolder(Submit("add", "Add the files")))


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="What should be changed", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Your partnership’s own people read this.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("reason", ButtonHolder(Submit("send_back", "Send it back", kind="secondary")))


class ViewForm(forms.Form):
    """The link inspector’s view of what is said of an action."""

    says = forms.ChoiceField(label="Your view", choices=View.Says.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The partnership reads this. The public does not.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("says", "reason", ButtonHolder(Submit("say", "Say so")))


class ShowForm(forms.Form):
    """Whether everybody may read it."""

    reason = forms.CharField(label="Why it is shown no longer", max_length=300)

    def __init__(self, *args, is_shown: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if is_shown:
            self.helper = laid_out("reason", ButtonHolder(Submit("hide", "Show it no longer")))
        else:
            del self.fields["reason"]
            self.helper = laid_out(ButtonHolder(Submit("show", "Publish it")))


class InspectorForm(forms.Form):
    """Who the link inspector of a plan is."""

    inspector = forms.ModelChoiceField(
        label="Link inspector", queryset=None, required=False, empty_label="Nobody yet: the lead"
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["inspector"].queryset = people
        self.helper = laid_out("inspector", ButtonHolder(Submit("name", "Save")))
