"""What those are asked who look through, read, settle and quote what people wrote, and who keep the codebook."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from analysis import passages
from analysis.models import Theme
from instruments.identifying import KINDS, Stretch
from interface.forms import Hinted, OverWhatWasSeen, Submit

EVERY_QUESTION = [("", "Every question")]


class LookThroughForm(forms.Form):
    """Which stretches of a passage are hidden, and what else is."""

    hide = forms.MultipleChoiceField(label="What is hidden", required=False, widget=forms.CheckboxSelectMultiple)
    more = forms.CharField(
        label="More words to hide",
        required=False,
        max_length=4000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As they are written, one thing to a line. They are hidden wherever they stand in this passage.",
    )
    what = forms.ChoiceField(
        label="What they are",
        choices=[(kind, kind[0].upper() + kind[1:]) for kind in KINDS],
        help_text="Readers see this in their place.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, passage, is_read, **kwargs):
        self.passage = passage
        found = passages.marked(passage)
        # Once somebody reads it, what is hidden stays so, and is no choice any more.
        self.kept = [each for each in found if is_read and each.hides]
        self.marked = {each.key: each for each in found if each not in self.kept}
        initial = {
            "hide": [key for key, each in self.marked.items() if each.hides],
            "what": KINDS[0],
            "seen": passages.seen(passage),
        }
        super().__init__(*args, initial=initial, **kwargs)
        numbers = {each.key: number for number, each in enumerate(found, start=1)}
        self.fields["hide"].choices = [
            (key, Hinted(f"{numbers[key]}. “{each.words}”", f"{each.what[0].upper()}{each.what[1:]}. {each.why}"))
            for key, each in self.marked.items()
        ]
        if not self.marked:
            del self.fields["hide"]
        buttons = (
            [Submit("more_hidden", "Hide this too")]
            if is_read
            else [
                Submit("next", "It may be read: next passage"),
                Submit("stay", "It may be read", kind="secondary"),
            ]
        )
        self.helper = FormHelper()
        self.helper.layout = Layout(*(["hide"] if self.marked else []), "more", "what", "seen", ButtonHolder(*buttons))

    def clean(self):
        cleaned = super().clean()
        chosen = [*self.kept, *(self.marked[key] for key in cleaned.get("hide", []) if key in self.marked)]
        self.parts = [Stretch(each.start, each.end, each.what, "") for each in chosen]
        missing = []
        for line in cleaned.get("more", "").splitlines():
            if line.strip():
                try:
                    self.parts += passages.standing_where(self.passage, line, cleaned.get("what", KINDS[0]))
                except passages.NotInTheWords as wrong:
                    missing.append(str(wrong))
        if missing:
            self.add_error("more", missing)
        return cleaned


class ThemeForm(OverWhatWasSeen, forms.ModelForm):
    """One entry of the codebook. What many have been read by is changed knowingly."""

    class Meta:
        model = Theme
        fields = ["title", "meaning"]
        labels = {"title": "Theme", "meaning": "What it means"}
        help_texts = {"meaning": "When to give it, and when not: as somebody needs it who has only the passage."}
        widgets = {"meaning": forms.Textarea(attrs={"rows": 4})}

    sure = forms.BooleanField(label="The readings that are done still fit", required=False)

    def __init__(self, *args, survey, used=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.survey, self.used = survey, used
        self.fields["meaning"].max_length = 2000
        self.fields["title"].error_messages["required"] = "Give the theme a name"
        self.fields["meaning"].error_messages["required"] = "Say when to give it, and when not"
        if not used:
            del self.fields["sure"]
        is_new = self.instance.pk is None
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            "meaning",
            *(["sure"] if used else []),
            ButtonHolder(Submit("keep", "Add this theme" if is_new else "Save this theme")),
        )
        self.watch()

    def clean_title(self):
        title = " ".join(self.cleaned_data["title"].split())
        same = Theme.objects.filter(survey=self.survey, title__iexact=title).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("The codebook has a theme of this name already. Give this one another.")
        return title

    def clean(self):
        cleaned = super().clean()
        changed = {"title", "meaning"} & set(self.changed_data)
        if self.used and changed and not cleaned.get("sure"):
            self.add_error("sure", "Say that they still fit. Where they do not, retire this theme and add a new one.")
        return cleaned


class ReadForm(forms.Form):
    """The themes that a reader finds in a passage."""

    themes = forms.ModelMultipleChoiceField(
        label="What is it about?",
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose every theme that fits, or none.",
    )

    def __init__(self, *args, themes, given, **kwargs):
        super().__init__(*args, initial={"themes": given}, **kwargs)
        self.fields["themes"].queryset = themes
        self.fields["themes"].label_from_instance = lambda theme: Hinted(theme.title, theme.meaning)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "themes",
            ButtonHolder(Submit("next", "Save, next passage"), Submit("stay", "Save and stop", kind="secondary")),
        )


class SettleForm(forms.Form):
    """Whether a passage counts under a theme."""

    holds = forms.ChoiceField(
        label="Does the passage count under it?",
        choices=[("yes", "Yes, it counts"), ("no", "No, it does not")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it counts"},
    )
    reason = forms.CharField(label="Why", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, difference, is_reader, **kwargs):
        settlement = difference.settlement
        initial = {"seen": difference.seen}
        if settlement:
            initial |= {"holds": "yes" if settlement.holds else "no", "reason": settlement.reason}
        super().__init__(*args, initial=initial, prefix=f"theme-{difference.theme.pk}", **kwargs)
        if is_reader:
            self.fields["reason"].help_text = "Needed, as you are one of the two readers."
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "holds",
            "reason",
            "seen",
            ButtonHolder(Submit("settle", "Settle it" if not settlement else "Settle it anew")),
        )


class QuoteForm(forms.Form):
    """Words of a passage for the bank."""

    words = forms.CharField(
        label="The words",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Copied from what is shown above, unchanged. It may be a part of it.",
        error_messages={"required": "Copy the words that are to be quoted"},
    )
    theme = forms.ModelChoiceField(
        label="Theme that they speak of", queryset=Theme.objects.none(), required=False, empty_label="No theme"
    )
    sure = forms.BooleanField(label="I have read what speaks against it, and the words can be used", required=False)

    def __init__(self, *args, themes, asks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes
        if not asks:
            self.fields["sure"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "words", "theme", "sure", ButtonHolder(Submit("choose", "Put it into the quote bank"))
        )


class FindPassagesForm(forms.Form):
    """What the list of passages is narrowed to; kept in the address."""

    question = forms.ChoiceField(label="Question", required=False)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "Every state"),
            ("waiting", "Not looked through"),
            ("cleared", "May be read"),
            ("both", "Read by both"),
        ],
    )
    q = forms.CharField(label="Words in it", required=False, max_length=100)

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [*EVERY_QUESTION, *questions.items()]


class FindQuotesForm(forms.Form):
    """What the quote bank is narrowed to; kept in the address."""

    question = forms.ChoiceField(label="Question", required=False)
    theme = forms.ModelChoiceField(
        label="Theme", queryset=Theme.objects.none(), required=False, empty_label="Every theme"
    )
    q = forms.CharField(label="Words in it", required=False, max_length=100)

    def __init__(self, *args, questions, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = [*EVERY_QUESTION, *questions.items()]
        self.fields["theme"].queryset = themes
