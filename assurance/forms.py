"""What people on the road to release are asked."""

from datetime import time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts import clock
from assurance import scales
from assurance.models import Meeting, PeerReview
from interface.forms import Conditional, DateField, Hinted, Submit
from reports import minutes


def _laid_out(*fields) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields)
    return helper


class PersonField(forms.ChoiceField):
    """One of the people who may, with what they do; cleans to the person."""

    def __init__(self, people, *, widget=forms.RadioSelect, **kwargs):
        self.people = {str(person.pk): person for person in people}
        super().__init__(choices=_named(people), widget=widget, **kwargs)

    def clean(self, value):
        return self.people.get(super().clean(value))


class PeopleField(forms.MultipleChoiceField):
    """Several of the people who may; cleans to a list of them."""

    def __init__(self, people, **kwargs):
        self.people = {str(person.pk): person for person in people}
        super().__init__(choices=_named(people), widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value):
        return [self.people[pk] for pk in super().clean(value)]


def _named(people) -> list[tuple[str, Hinted]]:
    return [(str(person.pk), Hinted(person.name, person.job_title)) for person in people]


def _not_past(day):
    if day and day < clock.today():
        raise ValidationError("That day has passed. Choose one that is still to come.")
    return day


class ReasonForm(forms.Form):
    """Why a report goes back or round, or why something ends."""

    reason = forms.CharField(
        label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, help_text="It is kept with the step."
    )

    def __init__(self, *args, words: str, asks: bool = True, hint: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if hint:
            self.fields["reason"].help_text = hint
        if not asks:
            del self.fields["reason"]
        self.helper = _laid_out(*(["reason"] if asks else []), ButtonHolder(Submit("go", words)))


class EvidenceForm(forms.Form):
    """What stands behind a statement, in a writer's words; ``words`` are the statement's own, as they were shown."""

    text = forms.CharField(
        label="What stands behind it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was seen, and where it is kept: a document and its reference, records read, who was met. "
        "Name no person who was met or whose record was read.",
    )
    words = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out("text")
        self.helper.form_tag = False  # it stands in a form with the statement that it is about
        self.helper.disable_csrf = True


class AskPeerForm(forms.Form):
    """A colleague who is asked to review the draft."""

    due_on = DateField(label="By when")
    note = forms.CharField(
        label="What should they look at above all?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"] = PersonField(
            people, label="Who", help_text="Colleagues who have not written in this report."
        )
        self.order_fields(["reviewer", "due_on", "note"])
        self.helper = _laid_out("reviewer", "due_on", "note", ButtonHolder(Submit("ask", "Lock the draft and ask")))

    def clean_due_on(self):
        return _not_past(self.cleaned_data["due_on"])


class ConcludeForm(forms.Form):
    """What a reviewer thinks of the whole."""

    conclusion = forms.ChoiceField(
        label="Is it ready for the panel?", choices=PeerReview.Conclusion.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="In your own words",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Where changes are needed, say which: here, or beside the paragraphs.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # its fields stand in the form of the remarks, which are saved without it
        self.helper = _laid_out("conclusion", "words")
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class WayRoundForm(forms.Form):
    """A part of the road that is left out."""

    reason = forms.CharField(
        label="Why", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="The second person reads it."
    )

    def __init__(self, *args, words: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out("reason", ButtonHolder(Submit("decide", words)))


class ProposeForm(forms.Form):
    """A proposed judgement with its reason."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"] = forms.ChoiceField(
            label="Judgement", choices=list(scales.of(programme).items()), widget=forms.RadioSelect
        )
        self.fields["reason"] = forms.CharField(
            label="Why",
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text="Which evidence carries it, and what speaks against it. The panel reads this.",
        )
        self.helper = _laid_out("grade", "reason", ButtonHolder(Submit("propose", "Propose this judgement")))


class WhenAndWhereForm(forms.Form):
    """When and where the panel meets."""

    day = DateField(label="Day")
    at = forms.CharField(label="Time", max_length=8, help_text="On the 24-hour clock in Scotland, such as 10:00.")
    place = forms.CharField(label="Place", required=False, max_length=200)
    video_link = forms.URLField(
        label="Link for video", required=False, assume_scheme="https", help_text="The place, the link, or both."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].widget.attrs.update({"class": "ds_input ds_input--fixed-5", "autocomplete": "off"})
        self.helper = _laid_out(
            "day", "at", "place", "video_link", ButtonHolder(Submit("change", "Save and tell them"))
        )

    @classmethod
    def of(cls, meeting, **kwargs):
        local = minutes.in_scotland(meeting.held_at)
        now = {"day": local.date(), "at": f"{local:%H:%M}", "place": meeting.place, "video_link": meeting.video_link}
        return cls(initial=now, **kwargs)

    @property
    def says(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("held_at", "place", "video_link")}

    def clean_day(self):
        return _not_past(self.cleaned_data["day"])

    def clean_at(self):
        typed = self.cleaned_data["at"].strip().replace(".", ":")
        hour, colon, minute = typed.partition(":")
        right = colon and hour.isdigit() and minute.isdigit() and len(minute) == 2
        if not (right and int(hour) < 24 and int(minute) < 60):
            raise ValidationError("Write the time with hours and minutes, such as 10:00 or 14:30.")
        return time(int(hour), int(minute))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("at") is not None:
            try:
                cleaned["held_at"] = minutes.in_london(cleaned["day"], cleaned["at"])
            except minutes.NoSuchMinute as trouble:
                self.add_error("at", str(trouble))
        if not cleaned.get("place") and not cleaned.get("video_link") and "video_link" not in self.errors:
            self.add_error("place", "Say where the panel meets, or give the link for video.")
        return cleaned


class CallForm(WhenAndWhereForm):
    """A meeting of the panel."""

    reason = forms.CharField(
        label="Why is the panel asked again?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, people, again: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"] = PeopleField(
            people, label="Members", help_text="Members of the panel who have not written in the report."
        )
        self.fields["chair"] = PersonField(people, label="Who chairs")
        if not again:
            del self.fields["reason"]
        self.helper = _laid_out(
            *(["reason"] if again else []),
            Fieldset("When and where", "day", "at", "place", "video_link"),
            Fieldset("Who", "members", "chair"),
            ButtonHolder(Submit("call", "Lock the draft and call the panel")),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("chair") and cleaned.get("members") and cleaned["chair"] not in cleaned["members"]:
            self.add_error("chair", "The chair is one of the members. Choose them above as well.")
        return cleaned


class DeclareForm(forms.Form):
    """Whether a member has a conflict of interest."""

    has = forms.ChoiceField(
        label="Do you have a conflict of interest in this report?",
        choices=[
            ("no", Hinted("No, I have none", "You are among those who decide.")),
            ("yes", Hinted("Yes, I have one", "You may read and speak, but are not among those who decide.")),
        ],
        widget=forms.RadioSelect,
    )
    conflict = forms.CharField(
        label="What is it?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as having worked for the partnership, or a relative who does. The chair and the lead read it; others read that you have one.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out(Conditional("has", {"yes": ["conflict"]}), ButtonHolder(Submit("declare", "Declare")))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("has") == "yes" and not cleaned.get("conflict", "").strip():
            self.add_error("conflict", "Say what the conflict is.")
        return cleaned

    @property
    def says(self) -> str:
        return self.cleaned_data["conflict"] if self.cleaned_data["has"] == "yes" else ""


class DecideForm(forms.Form):
    """What the panel decided; its conditions are asked for by ``ConditionForm``, one each."""

    def __init__(self, *args, members, judgements, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = {str(member.pk): member for member in members}
        self.judgements = judgements
        self.fields["present"] = forms.MultipleChoiceField(
            label="Who was present",
            choices=[(pk, Hinted(member.person.name, self._said(member))) for pk, member in self.members.items()],
            widget=forms.CheckboxSelectMultiple,
            help_text="Members with a conflict of interest may be present, but do not decide.",
        )
        self.fields["decision"] = forms.ChoiceField(
            label="Decision",
            choices=[
                (Meeting.Decision.AGREED, Hinted("Agreed", "The report can go on.")),
                (
                    Meeting.Decision.WITH_CONDITIONS,
                    Hinted("Agreed with conditions", "It goes on once every condition below is met."),
                ),
                (Meeting.Decision.NOT_AGREED, Hinted("Not agreed", "It goes back to drafting at once.")),
            ],
            widget=forms.RadioSelect,
        )
        self.fields["reasons"] = forms.CharField(
            label="Reasons", max_length=10000, widget=forms.Textarea(attrs={"rows": 6})
        )
        grades = list(scales.of(programme).items())
        for judgement in judgements:
            self.fields[f"grade-{judgement.question}"] = forms.ChoiceField(
                label=judgement.title,
                choices=grades,
                initial=judgement.proposed,
                help_text=f"Proposed: {scales.GRADES[judgement.proposed]}. Counts only if the panel agrees.",
            )
        self.fields["minutes"] = forms.CharField(
            label="Minutes of the meeting",
            required=False,
            max_length=50000,
            widget=forms.Textarea(attrs={"rows": 10}),
            help_text="Markdown. They cannot be changed afterwards.",
        )
        self.helper = _laid_out(
            "present",
            *(
                [Fieldset("Judgements", *(f"grade-{judgement.question}" for judgement in judgements))]
                if judgements
                else []
            ),
            "decision",
            "reasons",
            "minutes",
        )
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @staticmethod
    def _said(member) -> str:
        if member.declared_at is None:
            return "Has not declared yet"
        return f"Conflict of interest: {member.conflict}" if member.has_conflict else "No conflict of interest"

    @property
    def present(self) -> list:
        return [self.members[pk] for pk in self.cleaned_data["present"]]

    @property
    def grades(self) -> dict[str, str]:
        return {each.question: self.cleaned_data[f"grade-{each.question}"] for each in self.judgements}


class ConditionForm(forms.Form):
    """One condition of the panel: what, by whom, by when. Left empty, it is none."""

    words = forms.CharField(label="What is asked for", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = DateField(label="By when")
    use_required_attribute = False

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"] = PersonField(people, label="Of whom", widget=forms.Select)
        self.fields["who"].choices = [("", "Choose a person"), *((pk, str(name)) for pk, name in _named(people))]
        self.order_fields(["words", "who", "due_on"])
        self.helper = _laid_out("words", "who", "due_on")
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @classmethod
    def row(cls, number: int, given, *, people, checked: bool):
        """One row of several: bound, and so checked, only where something stands in it."""
        prefix = f"condition-{number}"
        names = ("words", "who", "due_on_day", "due_on_month", "due_on_year")
        typed = [(given.get(f"{prefix}-{name}") or "").strip() if given else "" for name in names]
        if any(typed) and checked:
            return cls(given, prefix=prefix, people=people)
        return cls(prefix=prefix, people=people, initial={"words": typed[0], "who": typed[1], "due_on": typed[2:]})

    def clean_due_on(self):
        return _not_past(self.cleaned_data["due_on"])


class MetForm(forms.Form):
    """With what a condition of the panel is met."""

    with_what = forms.CharField(
        label="What was done", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as the paragraphs that were changed.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out("with_what", ButtonHolder(Submit("met", "It is met")))


class ChairForm(forms.Form):
    """Which member chairs instead."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"] = PersonField(people, label="Who chairs")
        self.helper = _laid_out("chair", ButtonHolder(Submit("give", "Give the chair")))


class QuorumForm(forms.Form):
    """How many decide at least: for every programme, and for those that have a number of their own."""

    members = forms.IntegerField(label="For every programme", min_value=2, max_value=20)

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.programmes = programmes
        self.fields["members"].widget.attrs["class"] = "ds_input ds_input--fixed-2"
        for programme in programmes:
            self.fields[f"of-{programme.pk}"] = forms.IntegerField(
                label=programme.short_title, min_value=2, max_value=20, required=False
            )
            self.fields[f"of-{programme.pk}"].widget.attrs["class"] = "ds_input ds_input--fixed-2"
        own = [f"of-{programme.pk}" for programme in programmes]
        self.helper = _laid_out(
            "members",
            *([Fieldset("A number of its own", *own)] if own else []),
            ButtonHolder(Submit("save", "Save")),
        )
