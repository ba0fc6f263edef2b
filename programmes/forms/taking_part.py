"""Forms of a partnership's own pages."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.utils import timezone

from interface.counting import counted
from interface.forms import DateField, Hinted, Submit
from programmes.models import Milestone


class AcceptForm(forms.Form):
    """The chief officer accepts the notification."""

    accept = forms.BooleanField(
        label="I have read the letter and accept it for the partnership",
        error_messages={"required": "Tick the box to accept the letter."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("accept", ButtonHolder(Submit("send", "Accept the notification")))


class BookForm(forms.Form):
    """One session among those that still have places."""

    session = forms.ChoiceField(label="When would you like to come?", widget=forms.RadioSelect)

    def __init__(self, *args, sessions, booked=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.pk): session for session in sessions}
        choices = []
        for session in sessions:
            starts = timezone.localtime(session.starts_at)
            ends = timezone.localtime(session.ends_at)
            words = f"{starts:%A} {starts.day} {starts:%B %Y}, {starts:%H:%M} to {ends:%H:%M}"
            left = "full" if not session.left else f"{session.left} of {counted(session.places, 'place')} left"
            if session.left or (booked and booked.session_id == session.pk):
                choices.append((str(session.pk), Hinted(words, f"{session.title}: {left}")))
        self.fields["session"].choices = choices
        if booked:
            self.initial["session"] = str(booked.session_id)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "session", ButtonHolder(Submit("book", "Change the place" if booked else "Book this place"))
        )

    def chosen(self):
        return self.sessions[self.cleaned_data["session"]]


class ConfirmForm(forms.Form):
    """When something was done, and with how many."""

    done_on = DateField(label="On which day was it done?")
    headcount = forms.IntegerField(
        label="How many people was it shared with?",
        required=False,
        min_value=0,
        max_value=200_000,
        help_text="A count or a good estimate; it lets us say how many of them answered.",
    )
    note = forms.CharField(
        label="Anything we should know", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, milestone: Milestone, **kwargs):
        super().__init__(*args, **kwargs)
        if "share survey" not in milestone.gates:
            del self.fields["headcount"]
        if "nominate people" in milestone.gates:
            self.fields["done_on"].label = "On which day did you agree who will take part?"
            self.fields["note"].label = "Whom should we meet, in which post?"
            self.fields["note"].help_text = "Names and posts of people who have agreed to it. No case details."
            self.fields["note"].required = True
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, ButtonHolder(Submit("save", "Save")))

    def clean_headcount(self):
        people = self.cleaned_data["headcount"]
        if people == 0:
            raise forms.ValidationError(
                "It was shared with at least one person. If you cannot say how many, leave it empty."
            )
        return people

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("That day has not come yet. Tell us once it is done.")
        return day
