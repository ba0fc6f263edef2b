"""What writers and those who release are asked."""

from datetime import time

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from accounts.models import Area, Organisation, User
from interface.forms import DateField, Hinted, OverWhatWasSeen, Submit
from reports import figures, minutes, rich_text
from reports.models import Figure, Report, Section


def _laid_out(*fields) -> FormHelper:
    helper = FormHelper()
    helper.layout = Layout(*fields)
    return helper


class BeginForm(forms.Form):
    """A report that no definition planned for."""

    title = forms.CharField(label="Title", max_length=200)
    sections = forms.CharField(
        label="Headings of its sections",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="One a line, in order. You can add, rename and move them later.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out("title", "sections", ButtonHolder(Submit("begin", "Begin the report")))

    def clean_sections(self):
        headings = [" ".join(line.split()) for line in self.cleaned_data["sections"].splitlines() if line.strip()]
        for heading in headings:
            if len(heading) > 150:
                raise ValidationError(f"“{heading[:60]}…” is longer than 150 characters. Shorten it.")
        return headings

    def as_sections(self) -> list[tuple[str, str, str]]:
        taken: set[str] = set()
        found = []
        for heading in self.cleaned_data["sections"]:
            found.append((free_key(heading, taken), heading, ""))
            taken.add(found[-1][0])
        return found


def free_key(words: str, taken) -> str:
    """A key out of words, other than those taken."""
    wanted = slugify(words)[:50] or "part"
    return next(
        key for number in range(1, 10_000) if (key := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )


class AboutForm(OverWhatWasSeen, forms.ModelForm):
    """What the cover says."""

    class Meta:
        model = Report
        fields = ["title", "subtitle", "summary", "authors", "areas"]
        labels = {"authors": "Bodies whose report it is", "areas": "Areas that it is about"}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "authors": forms.CheckboxSelectMultiple,
            "areas": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "summary": "Two or three sentences. The list of reports, the feed and the cover show them.",
            "areas": "Only for a report about particular areas; none for a national report.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(kind=Organisation.Kind.SCRUTINY_BODY)
        self.fields["authors"].queryset = bodies
        fields = ["title", "subtitle", "summary", "authors"]
        if self.instance.programme.attribution == "never":
            del self.fields["areas"]
        else:
            self.fields["areas"].queryset = Area.objects.all()
            fields.append("areas")
        self.helper = _laid_out(*fields, ButtonHolder(Submit("keep", "Save")))
        self.watch()


class SectionForm(forms.Form):
    """A section's heading and text, over the version that its writer has seen.

    What the editor holds comes as ``rich``, in place of ``body``, and is Markdown from here on. A text that was only
    looked at in the editor stays as it is kept.
    """

    heading = forms.CharField(label="Heading", max_length=150)
    body = forms.CharField(label="Text", required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 24}))
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reader = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label="Choose a colleague",
        widget=forms.Select(attrs={"class": "ds_select"}),
    )

    def __init__(self, data=None, *args, section: Section, colleagues=(), **kwargs):
        if data is not None and "rich" in data:
            data = data.copy()
            data["body"] = rich_text.from_editor(data["rich"])
            if data["body"] == rich_text.tidy(section.body):
                data["body"] = section.body
        super().__init__(data, *args, **kwargs)
        self.fields["reader"].queryset = User.objects.filter(pk__in=[person.pk for person in colleagues])
        self.colleagues = colleagues

    def clean_heading(self):
        return " ".join(self.cleaned_data["heading"].split())

    def clean(self):
        cleaned = super().clean()
        if "read" in self.data and not cleaned.get("reader"):
            self.add_error("reader", "Choose the colleague who is to read it. What you wrote is still here.")
        return cleaned

    @classmethod
    def of(cls, section: Section, **kwargs):
        initial = {"heading": section.heading, "body": section.body, "seen": section.version}
        return cls(initial=initial, section=section, **kwargs)


class PlanForm(OverWhatWasSeen, forms.ModelForm):
    """Who writes a section, and about how long it should be."""

    target = forms.IntegerField(
        label="About how many words",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Writers see how far they are. Nothing is refused for being longer.",
        widget=forms.NumberInput(attrs={"class": "ds_input ds_input--fixed-5"}),
    )

    class Meta:
        model = Section
        fields = ["owners", "target"]
        labels = {"owners": "Who writes it"}
        widgets = {"owners": forms.CheckboxSelectMultiple}
        help_texts = {"owners": "One or more of the team. It then stands in their work until it is ready."}

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        named = {person.pk for person in people} | set(self.instance.owners.values_list("pk", flat=True))
        self.fields["owners"].queryset = User.objects.filter(pk__in=named).order_by("name", "pk")
        self.helper = _laid_out("owners", "target", ButtonHolder(Submit("keep", "Save")))
        self.watch()


class CommentForm(forms.Form):
    """Something said of a paragraph, or of a comment; ``does`` is the button that was pressed."""

    MAY_SAY_NOTHING = {"settle", "reopen", "seen"}

    text = forms.CharField(label="Comment", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    words = forms.CharField(required=False, max_length=20_000)
    number = forms.CharField(required=False, max_length=20)
    tell = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Tell", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, colleagues, said_by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tell"].queryset = User.objects.filter(pk__in=[person.pk for person in colleagues])
        self.colleagues = colleagues
        self.does = next((name for name in ("settle", "reopen", "seen") if name in said_by), "say")

    def clean(self):
        cleaned = super().clean()
        if "text" in cleaned and not cleaned["text"].strip() and self.does not in self.MAY_SAY_NOTHING:
            self.add_error("text", "Write what you want to say.")
        return cleaned


class AddSectionForm(forms.Form):
    heading = forms.CharField(label="Heading of the new section", max_length=150)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out("heading", ButtonHolder(Submit("add", "Add the section")))


class FigureForm(forms.Form):
    """A table or chart: what it says, what it is made from. Numbers are pasted as they stand in a spreadsheet."""

    kind = forms.ChoiceField(
        label="What it is",
        widget=forms.RadioSelect,
        choices=[
            ("table", Hinted("Table", "Numbers or words in rows and columns")),
            ("bar", Hinted("Bar chart", "One number for each name")),
            ("grouped", Hinted("Grouped bar chart", "Two or more numbers for each name, side by side")),
            ("stacked", Hinted("Shares", "Each bar is 100%, parted by the answers")),
            ("line", Hinted("Line chart", "Numbers over time")),
        ],
    )
    message = forms.CharField(
        label="Heading",
        max_length=200,
        help_text="What one should see in it, as a sentence: “Most staff knew whom to ask”.",
    )
    caption = forms.CharField(
        label="What is counted",
        max_length=300,
        help_text="Of whom, where and when: “Staff who agreed, by service, 2024”.",
    )
    numbers = forms.CharField(
        label="Figures",
        max_length=60_000,
        # The last cell of the last row may be empty: what is not known.
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "figures-pasted", "spellcheck": "false"}),
        help_text=(
            "Copy the cells in your spreadsheet, headings too, and paste them here. "
            "Write * for a number that is withheld, and leave empty what is not known."
        ),
    )
    unit = forms.CharField(
        label="Unit",
        max_length=30,
        required=False,
        help_text="Such as % or people. Empty where the numbers are counts.",
    )
    source = forms.CharField(label="Where the figures come from", max_length=300)
    description = forms.CharField(
        label="In words, for those who cannot see it",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave it empty to have it composed from the figures.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, taken: Figure | None = None, **kwargs):
        """``taken`` is a figure whose numbers are its source's: they and where they come from cannot be typed."""
        super().__init__(*args, **kwargs)
        self.taken = taken
        theirs = ["numbers", "unit", "source"]
        if taken:
            for name in theirs:
                del self.fields[name]
        self.helper = _laid_out(
            "seen",
            Fieldset("What it shows", "kind", "message", "caption"),
            Fieldset("In words" if taken else "Its figures", *([] if taken else theirs), "description"),
            ButtonHolder(Submit("keep", "Save"), Submit("preview", "See it first", kind="secondary")),
        )

    @classmethod
    def of(cls, figure: Figure, **kwargs):
        return cls(
            taken=figure if figure.taken_from else None,
            initial={
                "kind": figure.kind,
                "message": figure.message,
                "caption": figure.caption,
                "numbers": figures.as_pasted(figure.data),
                "unit": figure.data.get("unit", ""),
                "source": figure.source,
                "description": figure.description,
                "seen": figure.version,
            },
            **kwargs,
        )

    def clean(self):
        cleaned = super().clean()
        if self.taken and cleaned.get("kind"):
            data = self.taken.data
            for error in figures.read(figures.as_pasted(data), kind=cleaned["kind"], unit=data.get("unit", "")).errors:
                self.add_error("kind", error)
        if cleaned.get("numbers") and cleaned.get("kind"):
            read = figures.read(cleaned["numbers"], kind=cleaned["kind"], unit=cleaned.get("unit", "").strip())
            for error in read.errors:
                self.add_error("numbers", error)
            cleaned["data"] = read.data
        return cleaned

    def as_fields(self) -> dict:
        """What is kept of a figure."""
        own = {name: self.cleaned_data[name] for name in ("kind", "message", "caption", "description")}
        return own if self.taken else own | {name: self.cleaned_data[name] for name in ("data", "source")}


class FreezeForm(forms.Form):
    what_changed = forms.CharField(
        label="What is different from the last edition, and why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers see this beside the new edition and in the feed.",
    )

    def __init__(self, *args, is_correction: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["what_changed"]
        fields = ["what_changed"] if is_correction else []
        self.helper = _laid_out(*fields, ButtonHolder(Submit("freeze", "Freeze this edition")))


class MinuteForm(forms.Form):
    """The minute of a release, by the clock in Scotland."""

    day = DateField(label="Day")
    at = forms.CharField(label="Time", max_length=8, help_text="On the 24-hour clock in Scotland, such as 09:30.")

    def __init__(self, *args, words: str = "Schedule the release", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].widget.attrs.update(
            {"class": "ds_input ds_input--fixed-5", "inputmode": "text", "autocomplete": "off"}
        )
        self.helper = _laid_out("day", "at", ButtonHolder(Submit("choose", words)))

    @classmethod
    def of(cls, moment, **kwargs):
        local = minutes.in_scotland(moment)
        return cls(initial={"day": local.date(), "at": f"{local:%H:%M}"}, **kwargs)

    def clean_at(self):
        typed = self.cleaned_data["at"].strip().replace(".", ":")
        hour, colon, minute = typed.partition(":")
        if not (
            colon and hour.isdigit() and minute.isdigit() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60
        ):
            raise ValidationError("Write the time with hours and minutes, such as 09:30 or 14:00.")
        return time(int(hour), int(minute))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("at") is not None:
            try:
                cleaned["moment"] = minutes.in_london(cleaned["day"], cleaned["at"])
            except minutes.NoSuchMinute as trouble:
                self.add_error("at", str(trouble))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, words: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = _laid_out("reason", ButtonHolder(Submit("go", words)))
