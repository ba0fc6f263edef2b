"""What writers of news are asked, and people who want e-mails."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Area
from interface.forms import DateField, Submit
from newsroom.models import NewsItem, Subscriber
from programmes.models import Programme
from reports import minutes
from reports.forms import MinuteForm

MOST_QUOTATIONS = 3


class TopicsForm(forms.Form):
    """What somebody wants to hear of."""

    everything = forms.BooleanField(label="Everything: all reports, corrections and news", required=False)
    programmes = forms.ModelMultipleChoiceField(
        label="Some programmes", queryset=Programme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.ModelMultipleChoiceField(
        label="Some areas",
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You hear of reports about these areas.",
    )
    words = "Save"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programmes"].queryset = Programme.objects.announced().order_by("title")
        self.fields["programmes"].label_from_instance = lambda programme: programme.title
        self.fields["areas"].queryset = Area.objects.order_by("name")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(["email"] if "email" in self.fields else []),
            Fieldset("What do you want to hear of?", "everything", "programmes", "areas"),
            ButtonHolder(Submit("save", self.words)),
        )

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("everything") or cleaned.get("programmes") or cleaned.get("areas")):
            raise ValidationError("Choose everything, or at least one programme or area.")
        return cleaned

    def topics(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("everything", "programmes", "areas")}

    @classmethod
    def of(cls, subscriber: Subscriber):
        return cls(
            initial={
                "everything": subscriber.everything,
                "programmes": [each.pk for each in subscriber.programmes.all()],
                "areas": [each.pk for each in subscriber.areas.all()],
            }
        )


class SubscribeForm(TopicsForm):
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="It is used for these e-mails and nothing else, and is forgotten when you leave.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = "Ask for e-mails"
    field_order = ("email", "everything", "programmes", "areas")

    @classmethod
    def about(cls, query):
        """With what the page was about that somebody came from: ``?programme=slug``, ``?area=slug``."""
        programme = Programme.objects.announced().filter(slug=query.get("programme", "")).first()
        area = Area.objects.filter(slug=query.get("area", "")).first()
        return cls(
            initial={
                "everything": not (programme or area),
                "programmes": [programme.pk] if programme else [],
                "areas": [area.pk] if area else [],
            }
        )


class NewsForm(forms.Form):
    """A press release or a piece of news, over the version that its writer has seen."""

    headline = forms.CharField(
        label="Headline", max_length=150, help_text="The finding that matters most, as a sentence."
    )
    standfirst = forms.CharField(
        label="What happened",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Two or three sentences. The list of news, the feed and e-mails show them.",
    )
    body = forms.CharField(
        label="Text",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "writing"}),
        help_text="What works well, what has to become better, what happens next. An empty line begins a new paragraph.",
    )
    quotations_agreed = forms.BooleanField(
        label="Everybody who is quoted has agreed to these very words", required=False
    )
    notes = forms.CharField(
        label="Notes to editors",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="They begin with what the programme’s definition states.",
    )
    contact = forms.CharField(label="Whom the press can ask", max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, is_news: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_news = is_news
        quoted = []
        for number in range(1, MOST_QUOTATIONS + 1):
            for name, label, most in (
                ("words", "Words", 800),
                ("who", "Who says them", 120),
                ("post", "Their post", 160),
            ):
                key = f"quote_{number}_{name}"
                widget = forms.Textarea(attrs={"rows": 3}) if name == "words" else None
                self.fields[key] = forms.CharField(label=label, max_length=most, required=False, widget=widget)
                quoted.append(key)
        minute = []
        if is_news:
            self.fields["day"] = DateField(label="Day on which it comes out", required=False)
            self.fields["at"] = forms.CharField(
                label="Time", max_length=8, required=False, help_text="On the 24-hour clock in Scotland, such as 09:30."
            )
            self.fields["at"].widget.attrs.update({"class": "ds_input ds_input--fixed-5", "autocomplete": "off"})
            minute = [Fieldset("When", "day", "at")]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "seen",
            Fieldset("What it says", "headline", "standfirst", "body"),
            *(
                Fieldset(f"Quotation {number}" if number > 1 else "Quotation", *quoted[number * 3 - 3 : number * 3])
                for number in range(1, MOST_QUOTATIONS + 1)
            ),
            Fieldset("For the press", "quotations_agreed", "notes", "contact"),
            *minute,
            ButtonHolder(Submit("save", "Save")),
        )

    @classmethod
    def of(cls, item: NewsItem):
        initial = {name: getattr(item, name) for name in ("headline", "standfirst", "body", "notes", "contact")}
        initial |= {"quotations_agreed": item.quotations_agreed, "seen": item.version}
        for number, each in enumerate(item.quotations, start=1):
            initial |= {f"quote_{number}_{name}": each[name] for name in ("words", "who", "post")}
        if item.publish_at:
            local = minutes.in_scotland(item.publish_at)
            initial |= {"day": local.date(), "at": f"{local:%H:%M}"}
        return cls(initial=initial, is_news=item.kind == NewsItem.Kind.NEWS)

    def clean_at(self):
        return MinuteForm.clean_at(self) if self.cleaned_data.get("at") else None

    def clean(self):
        cleaned = super().clean()
        found = []
        for number in range(1, MOST_QUOTATIONS + 1):
            each = {name: cleaned.get(f"quote_{number}_{name}", "").strip() for name in ("words", "who", "post")}
            if each["words"] and not each["who"]:
                self.add_error(f"quote_{number}_who", "Say who says these words.")
            elif (each["who"] or each["post"]) and not each["words"]:
                self.add_error(f"quote_{number}_words", "Write what they say, or leave all three empty.")
            if each["words"]:
                found.append(each)
        cleaned["quotations"] = found
        if self.is_news:
            cleaned["publish_at"] = self._minute(cleaned)
        return cleaned

    def _minute(self, cleaned):
        day, at = cleaned.get("day"), cleaned.get("at")
        if bool(day) != (at is not None) and not {"day", "at"} & set(self.errors):
            self.add_error("at" if day else "day", "Choose both the day and the time, or neither yet.")
        if not day or at is None:
            return None
        try:
            return minutes.in_london(day, at)
        except minutes.NoSuchMinute as trouble:
            self.add_error("at", str(trouble))
            return None

    def fields_to_write(self) -> dict:
        names = ["headline", "standfirst", "body", "quotations", "quotations_agreed", "notes", "contact"]
        found = {name: self.cleaned_data[name] for name in names}
        for name in ("body", "notes", "standfirst"):
            found[name] = found[name].replace("\r\n", "\n")
        if self.is_news:
            found["publish_at"] = self.cleaned_data["publish_at"]
        return found


class BeginForm(forms.Form):
    headline = forms.CharField(label="Headline", max_length=150, help_text="You can change it until it is approved.")
    programme = forms.ModelChoiceField(
        label="Programme",
        queryset=Programme.objects.none(),
        required=False,
        empty_label="None in particular",
        help_text="People who subscribe to the programme are told.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.announced().order_by("title")
        self.helper = FormHelper()
        self.helper.layout = Layout("headline", "programme", ButtonHolder(Submit("begin", "Begin")))


class WhyForm(forms.Form):
    """A reason, in a sentence or two."""

    why = forms.CharField(label="Why", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, words: str, label: str = "Why", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].label = label
        self.helper = FormHelper()
        self.helper.layout = Layout("why", ButtonHolder(Submit("go", words)))
