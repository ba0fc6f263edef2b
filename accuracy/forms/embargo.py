"""What is asked about embargoed copies: for whom, in which words, and why one is taken back."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Hidden, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts import roles
from accuracy.models import Copy
from interface.forms import Hinted, Submit
from programmes import letter_text

FIELDS = {"embargo.minute": "the minute, in words", "embargo.report": "what the report is called"}


def laid_out(*fields) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields)
    return helper


class WordsForm(forms.Form):
    """What is said before the terms are acknowledged, and the terms."""

    called = forms.CharField(
        label="What letters and e-mails call the report",
        max_length=150,
        help_text="All that anybody is told of it before they acknowledge the terms. Leave its title out unless you mean to tell it.",
    )
    terms = forms.CharField(
        label="The terms",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Markdown. Write {{ embargo.minute }} where the minute belongs. Whoever has acknowledged earlier words keeps those.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("called", "terms", ButtonHolder(Submit("save", "Save the words")))

    def clean_terms(self):
        terms = self.cleaned_data["terms"]
        if wrong := letter_text.check(terms.replace("\r\n", "\n"), FIELDS):
            raise ValidationError([f"Line {each.line}: {each.says} {each.remedy}" for each in wrong])
        if "embargo.minute" not in letter_text.fields_in(terms):
            raise ValidationError("Say until when: write {{ embargo.minute }} where the minute belongs.")
        return terms


class RoleForm(forms.Form):
    """Which seats are shown, by GET."""

    role = forms.ChoiceField(label="People who sit as", required=False, choices=roles.choices(roles.IN_A_PARTNERSHIP))


class SeatedForm(forms.Form):
    """People with a seat in a partnership that the report is about."""

    chosen = forms.MultipleChoiceField(
        label="Give a copy to",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )

    def __init__(self, *args, seated, role: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.seated = {str(one.pk): one for one in seated}
        self.fields["chosen"].choices = [
            (key, Hinted(one.person.name, f"{one.role}, {one.partnership}")) for key, one in self.seated.items()
        ]
        self.helper = laid_out(
            Hidden("role", role), "chosen", ButtonHolder(Submit("give", "Give them a copy and write to them"))
        )

    def people(self):
        return [self.seated[key] for key in self.cleaned_data["chosen"]]


class NamedForm(forms.Form):
    """Somebody by name and address: a journalist, a minister's office, another body."""

    name = forms.CharField(label="Name", max_length=150, help_text="It stands on every page of the copy.")
    email = forms.EmailField(label="E-mail address", max_length=254, help_text="A person's own, not a shared mailbox.")
    body = forms.CharField(
        label="Newspaper, office or body", max_length=200, help_text="It stands on every page beside the name."
    )
    reader = forms.ChoiceField(
        label="What they are",
        widget=forms.RadioSelect,
        choices=[choice for choice in Copy.Reader.choices if choice[0] != Copy.Reader.PARTNERSHIP],
        error_messages={"required": "Say what they are"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out(
            "name", "email", "body", "reader", ButtonHolder(Submit("give", "Give a copy and write to them"))
        )

    def clean(self):
        cleaned = super().clean()
        for field in ("name", "body"):
            if field in cleaned:
                cleaned[field] = " ".join(cleaned[field].split())
        return cleaned


class TakeBackForm(forms.Form):
    """Why a copy is taken back."""

    reason = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is taken back"},
        help_text="It is kept with the list of copies. The holder is not shown it.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("reason", ButtonHolder(Submit("go", "Take the copy back")))


class AcknowledgeForm(forms.Form):
    """The terms are taken with a tick, in the words that stand on the page."""

    agreed = forms.BooleanField(
        label="I have read these terms and will keep to them",
        error_messages={"required": "Tick the box to open your copy"},
    )

    def __init__(self, *args, seen: str, action: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out(Hidden("seen", seen), "agreed", ButtonHolder(Submit("open", "Open my copy")))
        self.helper.form_action = action


class CopiesFilter(forms.Form):
    """Which copies are listed, by GET."""

    STATES = [
        ("", "All"),
        ("given", "Not acknowledged"),
        ("unopened", "Acknowledged, not opened"),
        ("opened", "Opened"),
        ("taken back", "Taken back"),
    ]
    state = forms.ChoiceField(label="State", required=False, choices=STATES)
    reader = forms.ChoiceField(label="Readers", required=False, choices=[("", "All"), *Copy.Reader.choices])
    words = forms.CharField(label="Name or body", required=False, max_length=100)
