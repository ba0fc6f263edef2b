"""Forms about people: the team, nominations, seats."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms

from accounts import roles
from accounts.models import User
from interface.forms import Conditional, DateField, Hinted, Submit
from programmes.models import Seat


class NominationForm(forms.Form):
    """Who shall take a seat, in which standing, and for how long."""

    standing = forms.ChoiceField(
        label="What will they be?",
        widget=forms.RadioSelect,
        choices=[
            ("co-ordinator/main", Hinted("Co-ordinator", "The single point of contact. Takes over when they accept.")),
            ("co-ordinator/deputy", Hinted("Deputy", "May do all that the co-ordinator may, at any time.")),
            ("co-ordinator/cover", Hinted("Cover during leave", "Stands in for the co-ordinator between two dates.")),
            ("contributor/main", Hinted("Contributor", "Adds documents and text; the co-ordinator sends.")),
            ("viewer/main", Hinted("Viewer", "Reads what was received and sent.")),
            ("chief-officer/main", Hinted("Chief officer", "Receives letters, nominates and signs off.")),
        ],
    )
    starts = DateField(label="First day of cover", required=False)
    ends = DateField(label="Last day of cover", required=False)
    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(label="Work e-mail address", help_text="We write to them there. Check the spelling.")
    job_title = forms.CharField(label="Job title", max_length=150, required=False)
    phone = forms.CharField(label="Telephone", max_length=40, required=False)

    def __init__(self, *args, may_name_chiefs: bool, may_name_main: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = [
            choice
            for choice in self.fields["standing"].choices
            if (may_name_chiefs or not choice[0].startswith("chief-officer"))
            and (may_name_main or choice[0] != "co-ordinator/main")
        ]
        self.fields["standing"].choices = allowed
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Conditional("standing", {"co-ordinator/cover": ["starts", "ends"]}),
            Fieldset("Who", "name", "email", "job_title", "phone"),
            ButtonHolder(Submit("nominate", "Nominate")),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("standing") == "co-ordinator/cover":
            if not cleaned.get("starts"):
                self.add_error("starts", "Say from when they cover.")
            if not cleaned.get("ends"):
                self.add_error("ends", "Say until when they cover.")
        return cleaned

    def nomination(self) -> dict:
        """What ``seats.nominate`` takes."""
        role, standing = self.cleaned_data["standing"].split("/")
        is_cover = standing == Seat.Standing.COVER
        return {
            "role": roles.BY_SLUG[role],
            "standing": standing,
            "name": self.cleaned_data["name"],
            "email": self.cleaned_data["email"],
            "job_title": self.cleaned_data["job_title"],
            "phone": self.cleaned_data["phone"],
            "starts": self.cleaned_data["starts"] if is_cover else None,
            "ends": self.cleaned_data["ends"] if is_cover else None,
        }


class AnswerForm(forms.Form):
    """A nominee says yes or no."""

    answer = forms.ChoiceField(
        label="Will you take this on?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, I accept"), ("no", "No, I cannot")],
    )
    reason = forms.CharField(
        label="Why not, or who would be better",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Conditional("answer", {"no": ["reason"]}), ButtonHolder(Submit("send", "Send your answer"))
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say in a few words why, so that somebody else can be asked.")
        return cleaned


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label="Why", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, button: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("reason", ButtonHolder(Submit("confirm", button)))


class AssignForm(forms.Form):
    """A person for a programme's team."""

    email = forms.EmailField(label="Their e-mail address", help_text="Somebody new is invited there.")
    name = forms.CharField(label="Full name", max_length=150, required=False, help_text="Only for somebody new.")
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.slug, Hinted(role.title, role.does)) for role in roles.ON_A_PROGRAMME]
        self.helper = FormHelper()
        self.helper.layout = Layout("email", "name", "role", ButtonHolder(Submit("add", "Add to the team")))

    def clean(self):
        cleaned = super().clean()
        email = cleaned.get("email")
        if email and not cleaned.get("name") and not User.objects.filter(email__iexact=email).exists():
            self.add_error("name", "Nobody has this address yet. Say who it is, and we invite them.")
        return cleaned
