"""By which rules a survey is published, and what a person decides about one number."""

import json

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms

from instruments.disclosure.counts import Cell
from instruments.disclosure.rules import HARD_FLOOR, NotARule, Rules
from interface.forms import Submit


class RulesForm(forms.Form):
    """The rules, and by what national tables part respondents."""

    threshold = forms.IntegerField(
        label="Smallest count that is shown",
        min_value=HARD_FLOOR,
        max_value=100,
        help_text=f"Counts from 1 to just below it are withheld, and cannot be worked out. Never below {HARD_FLOOR}.",
    )
    percentages_from = forms.IntegerField(
        label="Smallest number of answers of which percentages and means are shown", min_value=HARD_FLOOR, max_value=500
    )
    unanimous_below = forms.IntegerField(
        label="Groups smaller than this are protected where all of them gave one answer",
        min_value=HARD_FLOOR,
        max_value=500,
    )
    free_text_from = forms.IntegerField(
        label="Words from an area with fewer answers than this are quoted only after a warning",
        min_value=HARD_FLOOR,
        max_value=500,
    )
    leaving_out_is_an_answer = forms.BooleanField(label="Also protect how many few left a question out", required=False)
    joins_answers = forms.BooleanField(
        label="Areas show “agree” and “strongly agree” as one answer, and likewise on other scales",
        required=False,
        help_text="Few areas have enough answers for every step of a scale. The country shows every step all the same.",
    )
    groupings = forms.MultipleChoiceField(
        label="National tables part respondents by",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each by itself, never one crossed with another. Without any, the national release shows everyone together.",
    )

    def __init__(self, *args, groupings, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.error_messages["min_value"] = f"{field.label}: at least %(limit_value)d"
                field.error_messages["max_value"] = f"{field.label}: at most %(limit_value)d"
                field.error_messages["required"] = f"{field.label}: write a number"
        choices = [(each.key, each.title) for each in groupings]
        if choices:
            self.fields["groupings"].choices = choices
        else:
            del self.fields["groupings"]
        parts = ["groupings"] if choices else []
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("", *parts, "joins_answers"),
            Fieldset(
                "",
                "threshold",
                "percentages_from",
                "unanimous_below",
                "free_text_from",
                "leaving_out_is_an_answer",
            ),
            ButtonHolder(Submit("decide", "Save these rules")),
        )

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                self.rules = Rules(**{name: cleaned[name] for name in Rules.__dataclass_fields__})
            except NotARule as wrong:
                raise forms.ValidationError(str(wrong)) from wrong
        return cleaned


class ByHandForm(forms.Form):
    """One number, and what is decided about it."""

    group = forms.ChoiceField(label="Of whom")
    answer = forms.ChoiceField(label="Which number")
    shows = forms.ChoiceField(
        label="What is decided",
        choices=[("withhold", "Withhold it"), ("show", "Show it: it is 0 and tells nothing about anybody")],
        widget=forms.RadioSelect,
        initial="withhold",
    )
    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, found, names, **kwargs):
        super().__init__(*args, **kwargs)
        groups = [("", "Everyone")]
        for grouping in found.groupings:
            groups += [
                (json.dumps([grouping, group]), f"{names[grouping]}: {group}") for group in found.groups(grouping)
            ]
        answers = [("", "How many took part")]
        for asked in found.asked:
            title = f"{asked.block}: {asked.title}" if asked.block else asked.title
            answers += [(json.dumps([asked.key, answer]), f"{title}: {words}") for answer, words in asked.answers]
        # Two names in one value, parted without doubt, and without a sign that browsers send otherwise than it is written.
        self.fields["group"] = forms.ChoiceField(label="Of whom", choices=groups, required=False)
        self.fields["answer"] = forms.ChoiceField(label="Which number", choices=answers, required=False)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "group", "answer", "shows", "reason", ButtonHolder(Submit("by_hand", "Save this decision"))
        )

    def cell(self) -> Cell:
        of_whom, which = (json.loads(self.cleaned_data[name] or '["", ""]') for name in ("group", "answer"))
        return Cell(*of_whom, *which)


class WithdrawForm(forms.Form):
    """Why a release that is held is taken back."""

    reason = forms.CharField(label="Why is it withdrawn?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", ButtonHolder(Submit("withdraw", "Withdraw")))
