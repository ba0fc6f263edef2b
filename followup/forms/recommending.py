"""What writers and judges of recommendations are asked."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from followup.models import Recommendation, Reviewed, State
from followup.models.recommending import Kind, Wording
from interface.forms import DateField, OverWhatWasSeen, Submit
from reports.models import Report


def laid_out(*fields) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields)
    return helper


def _names(words: str) -> list[str]:
    return list(dict.fromkeys(" ".join(line.split()) for line in words.splitlines() if line.strip()))


def _owner_fields() -> dict:
    return {
        "owners": forms.CharField(
            label="Owners",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="One a line: a body, or a group such as “responsible authorities”.",
        ),
        "partners": forms.CharField(
            label="In partnership with",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="One a line.",
        ),
    }


class _Owned:
    """Two lists of names, one a line."""

    def clean_owners(self):
        return self._names_of("owners")

    def clean_partners(self):
        return self._names_of("partners")

    def _names_of(self, field):
        names = _names(self.cleaned_data[field])
        for name in names:
            if len(name) > 200:
                raise ValidationError(f"“{name[:60]}…” is longer than 200 characters. Shorten it.")
        return names


class RecommendationForm(_Owned, OverWhatWasSeen, forms.ModelForm):
    """A recommendation or an area for development while its report is written."""

    class Meta:
        model = Recommendation
        fields = ["kind", "number", "text", "due", "paragraph"]
        field_classes = {"due": DateField}
        labels = {"kind": "What it is", "due": "Due by", "paragraph": "Paragraph of the report"}
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "number": "The two kinds are numbered apart.",
            "text": "As it will stand in the report. Leave it empty where it is still to be entered.",
            "due": "Only where the report gives a day.",
            "paragraph": "The number of the paragraph that it comes from, such as 4.2.",
        }

    def __init__(self, *args, report: Report, is_frozen: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.report = report
        for name, field in _owner_fields().items():
            self.fields[name] = field
        if self.instance.pk:
            there = list(self.instance.owners.select_related("organisation"))
            self.initial["owners"] = "\n".join(each.name for each in there if each.role == "owner")
            self.initial["partners"] = "\n".join(each.name for each in there if each.role == "partner")
        self.fields["kind"].choices = Kind.choices
        first = ["kind", "number"]
        if is_frozen:
            del self.fields["kind"], self.fields["number"]
            first = []
        self.helper = laid_out(
            *first, "text", Fieldset("Who is to act", "owners", "partners"), "due", "paragraph",
            ButtonHolder(Submit("keep", "Save")),
        )  # fmt: skip
        self.watch()

    def clean_paragraph(self):
        number = self.cleaned_data["paragraph"].strip()
        if number and not all(part.isascii() and part.isdigit() for part in number.split(".")):
            raise ValidationError("Write the number of a paragraph, such as 4.2.")
        return number

    def clean(self):
        cleaned = super().clean()
        number, kind = cleaned.get("number"), cleaned.get("kind")
        if number == 0:
            self.add_error("number", "Numbers begin with 1.")
        elif number and kind:
            taken = Recommendation.objects.filter(report=self.report, kind=kind, number=number)
            if taken.exclude(pk=self.instance.pk).exists():
                self.add_error("number", f"There is a {Kind(kind).label.lower()} {number} in this report already.")
        text = cleaned.get("text", "").strip()
        if not text:
            self.instance.wording = Wording.UNKNOWN
        elif self.instance.wording == Wording.UNKNOWN or not self.instance.pk or "text" in self.changed_data:
            self.instance.wording = Wording.EXACT
        return cleaned


class PlacesForm(forms.Form):
    """Places for recommendations of a report from elsewhere whose text is still to be entered."""

    recommendations = forms.IntegerField(label="How many recommendations it has", min_value=0, max_value=200)
    development = forms.IntegerField(label="How many areas for development it has", min_value=0, max_value=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("recommendations", "development", ButtonHolder(Submit("make", "Make the places")))


class EnterTextForm(_Owned, forms.Form):
    """The report's own words, and where they were read."""

    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 6}), help_text="Word for word.")
    source = forms.CharField(
        label="Where you read it", max_length=300, help_text="Such as the report’s title, page and web address."
    )

    def __init__(self, *args, recommendation: Recommendation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.update(_owner_fields())
        there = list(recommendation.owners.select_related("organisation"))
        self.initial.setdefault("owners", "\n".join(each.name for each in there if each.role == "owner"))
        self.initial.setdefault("partners", "\n".join(each.name for each in there if each.role == "partner"))
        self.helper = laid_out(
            "text", "source", Fieldset("Who is to act", "owners", "partners"),
            ButtonHolder(Submit("enter", "Enter the text")),
        )  # fmt: skip


class JudgeForm(forms.Form):
    """How far a recommendation has come."""

    state = forms.ChoiceField(label="State", choices=State.choices, widget=forms.RadioSelect)
    on = DateField(label="True on", help_text="Today, unless the evidence is of an earlier day.")
    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 4}), help_text="Everybody will read this."
    )
    evidence = forms.CharField(
        label="What it rests on",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Documents, visits, data. Everybody will read this, so name no person.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("state", "on", "reason", "evidence", ButtonHolder(Submit("judge", "Say so and publish")))

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise ValidationError("That day is still to come.")
        return self.cleaned_data["on"]


class BeginReviewForm(forms.Form):
    """Which earlier report this one goes through."""

    reviewed = forms.ModelChoiceField(
        label="Report whose recommendations it goes through", queryset=Report.objects.none()
    )
    on = DateField(label="Its judgements are true on", help_text="As a rule the day on which the review comes out.")

    def __init__(self, *args, reports, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewed"].queryset = reports
        self.helper = laid_out("reviewed", "on", ButtonHolder(Submit("begin", "Make it a progress review")))


class ReviewedForm(OverWhatWasSeen, forms.ModelForm):
    """What a review says of one recommendation."""

    class Meta:
        model = Reviewed
        fields = ["state", "narrative", "evidence"]
        labels = {
            "state": "State now",
            "narrative": "What has happened, and why it is judged so",
            "evidence": "Evidence",
        }
        widgets = {
            "state": forms.RadioSelect,
            "narrative": forms.Textarea(attrs={"rows": 6}),
            "evidence": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", "To be entered from the report"), *State.choices]
        self.helper = laid_out("state", "narrative", "evidence", ButtonHolder(Submit("keep", "Save")))
        self.watch()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") and not cleaned.get("narrative", "").strip():
            self.add_error("narrative", "A state needs its reason. Say what has happened.")
        return cleaned
