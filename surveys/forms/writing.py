"""How a section and a question are written: one form for each, with the fields that its kind has."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from instruments import editing, measuring
from instruments.questions import KINDS
from instruments.reading import SAYS_MINUTES, same_words
from instruments.scales import SCALES
from interface.forms import DateField, Submit
from surveys import notices

WITH_OPTIONS = ("single choice", "multiple choice", "ranking", "grid", "rating", "yes or no")
#: What may take a scale instead.
WITH_SCALE = ("grid", "rating", "yes or no")
#: Fields that only some kinds have.
OWN = {
    "multiple choice": ["at_most"],
    "ranking": ["places"],
    "grid": ["rows"],
    "short text": ["longest"],
    "long text": ["words"],
    "number": ["least", "most", "decimals", "unit", "bands"],
    "date": ["earliest", "latest"],
    "repeated group": ["each", "most", "inner"],
}
EARLIER_ANSWER = (
    "“{{ key }}” stands for the answer to the earlier question of that key, such as: How long have you worked in "
    "{{ service }}? Each key stands beside its question on the page of questions."
)
NO_OPTIONS = "Write what can be chosen, one option a line."
BOTH = "Here stand options, and above a scale is chosen. Clear these options, or choose “None: the options below”."
NEITHER = "Choose a scale, or write options of its own below."
KIND_CHOICES = [(kind, kind.capitalize()) for kind in KINDS]


class SeenForm(forms.Form):
    """A form over a version in the making: it carries which state of it was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def lay_out(self, *names: str, save: str) -> None:
        self.helper = FormHelper()
        self.helper.layout = Layout(*names, "seen", ButtonHolder(Submit("save", save)))


class SettingsForm(SeenForm):
    """The words around the questions."""

    NAMES = (
        "title", "intro", "minutes", "for_whom", "privacy", "kept_for", "rights", "questions_to",
        "paper_return", "paper_privacy", "thanks", "quoted_if", "page",
    )  # fmt: skip

    title = forms.CharField(label="Title", max_length=200)
    intro = forms.CharField(label="Introduction", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    privacy = forms.CharField(
        label="What becomes of an answer",
        help_text="Shown before the first question.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    minutes = forms.IntegerField(
        label="How many minutes it takes",
        required=False,
        min_value=1,
        max_value=240,
        help_text="Said on the first page, in the words to pass on, on the poster and on paper. Do not say it elsewhere.",
    )
    for_whom = forms.CharField(
        label="For whom it is",
        required=False,
        max_length=300,
        help_text="On the poster, behind “For”. Such as: social workers and first line managers.",
    )
    kept_for = forms.CharField(
        label="How long answers are kept",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"Empty, it says: {notices.KEPT_FOR}",
    )
    rights = forms.CharField(
        label="Rights of whoever answers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Empty, it says: {notices.RIGHTS} Where people are named: {notices.RIGHTS_OF_THE_NAMED}",
    )
    questions_to = forms.CharField(
        label="Whom to ask about answers",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Empty, it names the programme's contact.",
    )
    paper_return = forms.CharField(
        label="How it is handed in on paper",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="On paper only. Empty, it is given back in a closed envelope, to the co-ordinator.",
    )
    paper_privacy = forms.CharField(
        label="What becomes of an answer on paper",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="On paper only. Empty, it says who reads it, and that nobody should write a name on it.",
    )
    thanks = forms.CharField(
        label="What happens next",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Shown at the end.",
    )
    quoted_if = forms.CharField(
        label="Words are quoted only if",
        required=False,
        max_length=500,
        help_text="Such as: quote = “yes”, where a question asks whether somebody may be quoted. Empty, nobody is asked.",
    )
    page = forms.ChoiceField(
        label="On a page",
        choices=[("section", "One section"), ("question", "One question")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lay_out(*self.NAMES, save="Save these words")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("minutes") and SAYS_MINUTES.search(cleaned.get("intro", "")):
            self.add_error("intro", "Remove how long it takes from the introduction: the page says it from the number.")
        return cleaned

    def changed(self, data: dict[str, Any]) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in self.NAMES}
        given["quoted_if"] = _straight(given["quoted_if"])
        kept = {name: value for name, value in data.items() if name not in given}
        return editing.with_settings(kept, **{name: value for name, value in given.items() if value not in ("", None)})


class SectionForm(SeenForm):
    """A heading with what stands under it before the questions."""

    title = forms.CharField(label="Heading", max_length=200)
    intro = forms.CharField(
        label="Words under it", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=EARLIER_ANSWER
    )
    shown_if = forms.CharField(
        label="Only if",
        required=False,
        help_text="Such as: service = “adults”. Leave it empty to show it to everybody.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lay_out("title", "intro", "shown_if", save="Save the section")

    def written(self) -> dict[str, Any]:
        names = ("title", "intro", "shown_if")
        given = {
            name: _straight(self.cleaned_data[name]) if name == "shown_if" else self.cleaned_data[name]
            for name in names
        }
        return {name: value for name, value in given.items() if value}


class QuestionForm(SeenForm):
    """One question. Its kind is chosen before, and says which fields there are."""

    label = forms.CharField(label="Question", max_length=500, help_text=EARLIER_ANSWER)
    hint = forms.CharField(
        label="Guidance",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="An earlier answer can stand here too.",
    )
    why = forms.CharField(label="Why we ask", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    scale = forms.ChoiceField(
        label="Scale",
        required=False,
        choices=[
            ("", "None: the options below"),
            *((name, ", ".join(o.label for o in scale)) for name, scale in SCALES.items()),
        ],
    )
    options = forms.CharField(
        label="Options",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line. “Often | 4” gives a score; “None of these | alone” excludes the others.",
    )
    rows = forms.CharField(label="Statements", widget=forms.Textarea(attrs={"rows": 6}), help_text="One a line.")
    at_most = forms.IntegerField(label="At most so many", required=False, min_value=1)
    places = forms.IntegerField(
        label="So many places",
        required=False,
        min_value=1,
        help_text="Leave it empty to have all of them put in order.",
    )
    longest = forms.IntegerField(label="Longest, in characters", min_value=1, max_value=1000, initial=200)
    words = forms.IntegerField(label="Most words", min_value=1, max_value=5000, initial=500)
    least = forms.DecimalField(label="Least", required=False)
    most = forms.DecimalField(label="Most", required=False)
    decimals = forms.IntegerField(label="Decimal places", required=False, min_value=0, max_value=6)
    unit = forms.CharField(label="Unit", required=False, max_length=40)
    bands = forms.CharField(
        label="Bands in which answers are shown",
        required=False,
        max_length=200,
        help_text="The lowest number of each band but the first, such as “5, 10, 20”. Without bands, numbers stay with the team.",
    )
    earliest = DateField(label="Earliest", required=False)
    latest = DateField(label="Latest", required=False)
    each = forms.CharField(label="What each entry is called", max_length=80, initial="Entry")
    inner = forms.CharField(
        label="Questions about each",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"One a line, its kind first, such as “short text: What was it?”. Kinds: {', '.join(editing.WITHIN)}. "
        "A question that is there already ends in its key, such as “| grade”: leave it there, and the question keeps "
        "its options, guidance and limits however you word or place it.",
    )
    required = forms.BooleanField(label="Everybody must answer it", required=False)
    identifies = forms.BooleanField(
        label="An answer can tell who somebody is", required=False, help_text="It is then never published."
    )
    keep_back = forms.BooleanField(label="Answers are not published", required=False)
    shown_if = forms.CharField(
        label="Only if", required=False, help_text="Such as: service = “adults”. Leave it empty to ask everybody."
    )

    def __init__(self, *args, kind: str, before: dict[str, Any] | None = None, **kwargs):
        self.kind, self.before = kind, before or {}
        super().__init__(*args, **{"initial": self._initial(), **kwargs} if not args or args[0] is None else kwargs)
        names = ["label", "hint", "why"]
        names += ["scale"] * (kind in WITH_SCALE) + ["options"] * (kind in WITH_OPTIONS)
        names += [*OWN.get(kind, []), "required", "identifies", "keep_back", "shown_if"]
        for name in [name for name in self.fields if name not in (*names, "seen")]:
            del self.fields[name]
        if kind in WITH_SCALE:
            self.fields["options"].label = "Options of its own"
            self.fields["options"].help_text = f"Only where there is no scale. {self.fields['options'].help_text}"
        elif kind in WITH_OPTIONS:
            self.fields["options"].required = True
            self.fields["options"].error_messages["required"] = NO_OPTIONS
        self.lay_out(*names, save="Save the question")

    def _initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: self.before[name]
            for name in self.before
            if name in self.base_fields and name not in ("options", "rows")
        }
        if "options" in self.before or self.kind not in WITH_SCALE:
            found["options"] = editing.options_as_lines(self._options_before())
        if "rows" in self.before:
            found["rows"] = editing.options_as_lines(self.before["rows"])
        if "question" in self.before:
            found["inner"] = editing.inner_as_lines(self.before["question"])
        if "bands" in self.before:
            found["bands"] = ", ".join(str(each) for each in self.before["bands"])
        for name in ("earliest", "latest"):
            if found.get(name):
                found[name] = date.fromisoformat(found[name])
        return found | {"keep_back": self.before.get("publish") is False}

    def _options_before(self) -> list[Any]:
        """The options that the question had, those of a scale where it named one."""
        return self.before.get("options") or editing.options_of_scale(self.before.get("scale", ""))

    def clean(self):
        cleaned = super().clean()
        if "scale" in self.fields and cleaned.get("scale") and cleaned.get("options", "").strip():
            self.add_error("options", BOTH)
        elif "scale" in self.fields and not cleaned.get("scale") and not cleaned.get("options", "").strip():
            self.add_error("scale", NEITHER)
        for name in ("options", "rows"):
            lines = [line.partition("|")[0] for line in cleaned.get(name, "").splitlines() if line.strip()]
            if twice := same_words(lines).strip():
                self.add_error(name, f"Two lines have the same words: “{twice}”. Word one otherwise, or remove it.")
        if "inner" in self.fields and cleaned.get("inner"):
            try:
                cleaned["question"] = editing.inner_from_lines(cleaned["inner"], self.before.get("question", []))
            except editing.NotALine as error:
                self.add_error("inner", str(error))
        return cleaned

    def clean_bands(self) -> list[int | float]:
        """The lowest numbers of the bands; whether they fit the question is told with the whole questionnaire."""
        found = []
        for each in filter(None, map(str.strip, re.split("[,;]", self.cleaned_data["bands"]))):
            number = measuring.as_number(each)
            if number is None:
                raise forms.ValidationError(f"“{each[:40]}” is no number. Write them like this: 5, 10, 20.")
            found.append(_plain(number))
        return found

    def written(self) -> dict[str, Any]:
        """The question as plain data, without its key."""
        cleaned = self.cleaned_data
        question: dict[str, Any] = {"kind": self.kind}
        if same := self.before.get("same_as"):
            question["same_as"] = same
        for name in ("label", "hint", "why", "unit", "each"):
            if cleaned.get(name):
                question[name] = cleaned[name]
        if cleaned.get("shown_if"):
            question["shown_if"] = _straight(cleaned["shown_if"])
        for name in ("required", "identifies"):
            if cleaned.get(name):
                question[name] = True
        if cleaned.get("keep_back") and not cleaned.get("identifies"):
            question["publish"] = False
        for name in ("at_most", "places", "longest", "words", "least", "most", "decimals"):
            if cleaned.get(name) is not None:
                question[name] = _plain(cleaned[name])
        if cleaned.get("bands"):
            question["bands"] = cleaned["bands"]
        for name in ("earliest", "latest"):
            if cleaned.get(name):
                question[name] = cleaned[name].isoformat()
        if cleaned.get("scale"):
            question["scale"] = cleaned["scale"]
        elif "options" in self.fields:
            question["options"] = editing.options_from_lines(cleaned["options"], self._options_before())
        if "rows" in self.fields:
            question["rows"] = editing.rows_from_lines(cleaned["rows"], self.before.get("rows", []))
        if "question" in cleaned:
            question["question"] = cleaned["question"]
        return question


class KindForm(forms.Form):
    """Which kind of question comes next."""

    kind = forms.ChoiceField(label="Kind of question", choices=KIND_CHOICES)


def _straight(condition: str) -> str:
    """A condition with straight quotation marks, as word processors bend them."""
    return condition.replace("“", '"').replace("”", '"').strip()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
