"""Forms about dates."""

from datetime import date, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Layout
from django import forms

from interface.forms import DateField, Submit
from programmes.date_rules import DayOne
from programmes.models import Milestone, Participation, Programme


class MoveForm(forms.Form):
    """On which days one milestone shall be, and why. What it would move is shown before anything is saved."""

    starts = DateField(label="First day")
    ends = DateField(label="Last day", help_text="The same as the first day where it is a single day.")
    reason = forms.CharField(
        label="Why it changes",
        error_messages={"required": "Say why it changes"},
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the date, and said in the letter to those whose dates move.",
    )

    def __init__(self, *args, milestone: Milestone, dated, **kwargs):
        super().__init__(*args, initial={"starts": dated.starts, "ends": dated.ends}, **kwargs)
        self.milestone, self.dated = milestone, dated
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "starts",
            "ends",
            "reason",
            ButtonHolder(Submit("preview", "See what this would move")),
        )

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "The last day is before the first day. Change one of them.")
        return cleaned

    def moved(self) -> dict[str, date | None]:
        """The days that differ from what stands; None for a day that nobody changed."""
        starts, ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        anchored = isinstance(self.milestone.starts, DayOne)
        return {
            "starts": starts if starts != self.dated.starts or anchored else None,
            "ends": ends if ends != self.dated.ends or starts != self.dated.starts else None,
        }


class ClosedDaysForm(forms.Form):
    """Days and school-holiday weeks that a programme does not count: one a line."""

    closed = forms.CharField(
        label="Closed days",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line: the date, then why. For example: 24 December 2026 Offices closed",
    )
    school_weeks = forms.CharField(
        label="School-holiday weeks",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line: any date of the week. For example: 12 October 2026",
    )

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial = {
                "closed": "\n".join(f"{day.on:%-d %B %Y} {day.why}" for day in programme.closed_days.all()),
                "school_weeks": "\n".join(f"{week.on:%-d %B %Y}" for week in programme.school_weeks.all()),
            }
        self.helper = FormHelper()
        self.helper.layout = Layout(
            HTML("<p>Weekends and bank holidays in Scotland are never counted; they need not be listed.</p>"),
            "closed",
            "school_weeks",
            ButtonHolder(
                Submit("preview", "See what this would move", kind="secondary"), Submit("save", "Save these days")
            ),
        )

    def clean_closed(self) -> dict[date, str]:
        found = {}
        for number, line in enumerate(self.cleaned_data["closed"].splitlines(), start=1):
            if not line.strip():
                continue
            words = line.split()
            try:
                day = read_day(" ".join(words[:3]))
            except ValueError as error:
                raise forms.ValidationError(
                    f"Line {number}, “{line.strip()}”: begin with a date such as 24 December 2026."
                ) from error
            found[day] = " ".join(words[3:]) or "Closed"
        return found

    def clean_school_weeks(self) -> list[date]:
        found = []
        for number, line in enumerate(self.cleaned_data["school_weeks"].splitlines(), start=1):
            if not line.strip():
                continue
            try:
                found.append(read_day(line.strip()))
            except ValueError as error:
                raise forms.ValidationError(
                    f"Line {number}, “{line.strip()}”: write a date such as 12 October 2026."
                ) from error
        return found


def read_day(words: str) -> date:
    """A day as people write it, 24 December 2026 or 24/12/2026; raises ValueError otherwise."""
    for pattern in ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(words, pattern).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise ValueError(words)


class NotificationDayForm(forms.Form):
    """A partnership's own notification day in a rolling programme."""

    day_one = DateField(label="Notification day")

    def __init__(self, *args, participation: Participation, **kwargs):
        super().__init__(*args, initial={"day_one": participation.day_one}, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("day_one", ButtonHolder(Submit("save", "Save the day")))
