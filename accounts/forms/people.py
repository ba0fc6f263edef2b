"""What is asked about a person."""

from allauth.account.adapter import get_adapter
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone

from accounts import belonging, mail_addresses, roles
from accounts.forms.sign_in import ADVICE
from accounts.models import Organisation, User
from interface.forms import DateField, Hinted, OverWhatWasSeen, Submit


class JoinForm(forms.Form):
    """The first sign-in: a password, chosen by the person alone."""

    password = forms.CharField(
        label="Choose a password",
        strip=False,
        help_text=ADVICE,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Choose a password"},
    )
    again = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Type the password a second time"},
    )

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.helper = FormHelper()
        self.helper.layout = Layout("password", "again", Submit("join", "Join"))

    def clean_password(self):
        return get_adapter().clean_password(self.cleaned_data["password"], user=self.person)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", "The two passwords differ. Type the same one twice.")
        return cleaned


class DetailsForm(OverWhatWasSeen, forms.ModelForm):
    """What a person may change about themselves."""

    class Meta:
        model = User
        fields = ["name", "job_title", "phone"]
        labels = {"name": "Your name", "job_title": "Job title", "phone": "Telephone"}
        help_texts = {
            "name": "As colleagues and letters should call you.",
            "phone": "For the people you work with on a programme.",
        }
        error_messages = {"name": {"required": "Enter your name"}}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "job_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", "job_title", "phone", Submit("save", "Save"))
        self.watch()


class FindPeopleForm(forms.Form):
    """Filters above the list of people, sent by GET."""

    STANDINGS = [
        ("", "All"),
        ("joined", "Joined"),
        ("invited", "Invited, not joined"),
        ("expired", "Invitation expired"),
        ("not invited", "Not invited"),
        ("disabled", "Disabled"),
    ]

    q = forms.CharField(label="Name or e-mail", required=False, max_length=100)
    role = forms.ChoiceField(label="Role", required=False)
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), required=False, empty_label="All"
    )
    standing = forms.ChoiceField(label="State", choices=STANDINGS, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            ("", "All"),
            ("Scrutiny bodies", [(role.slug, role.title) for role in roles.ALL if _is_scrutiny(role)]),
            ("Partnerships", roles.choices(roles.IN_A_PARTNERSHIP)),
        ]
        employers = User.objects.exclude(organisation=None).values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=employers)

    def narrow(self, people):
        """The people whom the filters let through; a filter that makes no sense lets all through."""
        if not self.is_valid():
            return people
        wanted = self.cleaned_data
        if wanted["q"]:
            people = people.matching(wanted["q"])
        if wanted["role"]:
            people = people.among(belonging.holding(wanted["role"]))
        if wanted["organisation"]:
            people = people.filter(organisation=wanted["organisation"])
        if wanted["standing"]:
            people = people.standing_as(wanted["standing"])
        return people


def _is_scrutiny(role) -> bool:
    return role not in roles.IN_A_PARTNERSHIP and role is not roles.Public


class InviteForm(forms.Form):
    """A new person with a role for the whole portal, or with none yet."""

    email = forms.CharField(
        label="E-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter an e-mail address"},
    )
    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter the person's name"})
    job_title = forms.CharField(label="Job title", max_length=150, required=False)
    organisation = forms.ModelChoiceField(
        label="Works for",
        queryset=Organisation.objects.all(),
        empty_label="Choose a body",
        error_messages={"required": "Choose the body that the person works for"},
    )
    role = forms.ChoiceField(
        label="Role for the whole portal",
        required=False,
        widget=forms.RadioSelect,
        help_text="Roles on a programme or in a partnership are given there, and may wait until the person has joined.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            *((role.slug, Hinted(role.title, role.does)) for role in roles.PORTAL_WIDE),
            ("", "None yet"),
        ]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Who", "email", "name", "job_title", "organisation"),
            Fieldset("What for", "role"),
            Submit("invite", "Invite"),
        )

    def clean_email(self):
        if trouble := mail_addresses.trouble_with(self.cleaned_data["email"]):
            raise forms.ValidationError(trouble)
        return self.cleaned_data["email"].strip().lower()


class PersonForm(OverWhatWasSeen, forms.ModelForm):
    """What an administrator may change about a person. The address is who they are here, and stays."""

    class Meta:
        model = User
        fields = ["name", "job_title", "phone", "organisation"]
        labels = {"job_title": "Job title", "phone": "Telephone", "organisation": "Works for"}
        error_messages = {"name": {"required": "Enter the person's name"}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", "job_title", "phone", "organisation", Submit("save", "Save"))
        self.watch()


class PostForm(forms.Form):
    """A role for the whole portal, for a time."""

    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role"})
    first = DateField(label="First day", initial=timezone.localdate)
    last = DateField(label="Last day", required=False, help_text="Leave it empty where no end is set.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.slug, Hinted(role.title, role.does)) for role in roles.PORTAL_WIDE]
        self.helper = FormHelper()
        self.helper.layout = Layout("role", "first", "last", Submit("give", "Give this role"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "The last day is before the first one. Change one of them.")
        return cleaned


class TieForm(forms.Form):
    """A body that a person has an interest in."""

    organisation = forms.ModelChoiceField(
        label="Body",
        queryset=Organisation.objects.all(),
        empty_label="Choose a body",
        error_messages={"required": "Choose a body"},
    )
    reason = forms.CharField(
        label="What ties the person to it",
        max_length=300,
        help_text="Such as “worked there until 2023” or “spouse is its chief officer”.",
        error_messages={"required": "Say what ties the person to the body"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("organisation", "reason", Submit("declare", "Declare this tie"))
