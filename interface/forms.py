"""What forms may ask here that Django's own fields and crispy's layouts have no word for."""

from __future__ import annotations

import datetime
import hashlib

from crispy_forms.layout import Field as CrispyField
from crispy_forms.layout import LayoutObject
from crispy_forms.layout import Submit as CrispySubmit
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from interface.parts import drawn


class Hinted(str):
    """The words of an option, with a line of explanation under them: Hinted("By video", "We send a link")."""

    hint: str

    def __new__(cls, words: str, hint: str = ""):
        self = super().__new__(cls, words)
        self.hint = hint
        return self


# --- Dates: three fields for a date that one knows by heart ----------------------------------------------------------


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year in three fields, kept as they were typed when they make no date."""

    template_name = "sgds/widgets/date_parts.jinja"
    use_fieldset = True

    def __init__(self, attrs=None):
        part = {"class": "ds_input", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                "day": forms.TextInput({**part, "class": "ds_input ds_input--fixed-2"}),
                "month": forms.TextInput({**part, "class": "ds_input ds_input--fixed-2"}),
                "year": forms.TextInput({**part, "class": "ds_input ds_input--fixed-4"}),
            },
            attrs,
        )

    def decompress(self, value):
        if isinstance(value, str):
            try:
                value = datetime.date.fromisoformat(value)
            except ValueError:
                return [None, None, None]
        return [value.day, value.month, value.year] if value else [None, None, None]

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else id_

    def _render(self, template_name, context, renderer=None):
        # The project's templates, whatever renderer the form was given.
        return drawn(template_name, parts=context["widget"]["subwidgets"])

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], ("Day", "Month", "Year"), strict=True):
            part["label"] = label
            part["attrs"]["id"] = f"{context['widget']['attrs'].get('id', name)}_{label.lower()}"
        return context


MONTHS = {
    name.lower(): number
    for number in range(1, 13)
    for name in (datetime.date(2000, number, 1).strftime("%B"), datetime.date(2000, number, 1).strftime("%b"))
}


class DateField(forms.MultiValueField):
    """A date asked for as day, month and year. A month may be written out; every refusal names the part."""

    widget = DatePartsWidget
    default_error_messages = {
        "required": "Enter a date",
        "invalid": "Enter a real date, for example 27 3 2027",
    }

    def __init__(self, **kwargs):
        fields = tuple(forms.CharField(required=False) for _ in range(3))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, values):
        return values

    def clean(self, value):
        if value and not isinstance(value, list | tuple):
            value = self.widget.decompress(value)
        parts = [str(part if part is not None else "").strip() for part in value or ["", "", ""]]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        missing = [name for name, part in zip(("a day", "a month", "a year"), parts, strict=True) if not part]
        if missing:
            raise ValidationError(f"The date must include {' and '.join(missing)}", code="incomplete")
        day, month, year = parts
        month = str(MONTHS.get(month.lower(), month))
        if not (day.isdigit() and month.isdigit() and year.isdigit()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(year) != 4:
            raise ValidationError("The year must have four figures", code="year")
        try:
            date = datetime.date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        self.run_validators(date)
        return date

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != self.to_date(initial)
        except ValidationError:
            return True

    @staticmethod
    def to_date(value):
        return datetime.date.fromisoformat(value) if isinstance(value, str) and value else value or None


# --- Files: several at once ------------------------------------------------------------------------------------------


class MultipleFileInput(forms.FileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files in one go. Cleans to a list, each file checked by the field's own rules."""

    widget = MultipleFileInput
    default_error_messages = {"required": "Choose one or more files"}

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        cleaned, troubles = [], []
        for file in files:
            try:
                cleaned.append(super().clean(file, initial))
            except ValidationError as trouble:
                troubles += [f"{file.name}: {message}" for message in trouble.messages]
        if troubles:
            raise ValidationError(troubles)
        return cleaned


# --- Layout ----------------------------------------------------------------------------------------------------------


class Submit(CrispySubmit):
    """A button of the design system. `kind` is "", "secondary" or "cancel"."""

    field_classes = "ds_button"

    def __init__(self, name, value, *, kind: str = "", **kwargs):
        super().__init__(name, value, **kwargs)
        if kind:
            self.field_classes += f" ds_button--{kind}"


class PageQuestion(CrispyField):
    """The one question of a page: its label or legend is the page's h1. Empty the block page_header."""

    def render(self, form, context, template_pack=TEMPLATE_PACK, extra_context=None, **kwargs):
        extra_context = {**(extra_context or {}), "page_question": True}
        return super().render(form, context, template_pack, extra_context, **kwargs)


class Conditional(LayoutObject):
    """Radios or checkboxes where an answer opens further questions under it.

    Conditional("attended", {"no": ["reason", "caught_up_on"]}). A question that was not opened is still
    sent: the form's clean() decides what counts.
    """

    template = "%s/field.html"

    def __init__(self, field: str, opens: dict[str, list]):
        self.field = field
        self.opens = opens
        self.fields = [field, *(inner for inners in opens.values() for inner in inners)]

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        opened = {
            str(answer): SafeString(
                "".join(render_field(inner, form, context, template_pack=template_pack) for inner in inners)
            )
            for answer, inners in self.opens.items()
        }
        return render_field(
            self.field,
            form,
            context,
            template=self.get_template_name(template_pack),
            template_pack=template_pack,
            extra_context={"opens": opened},
        )

    def get_template_name(self, template_pack):
        return self.template % template_pack


# --- Two people at once ----------------------------------------------------------------------------------------------


class OverWhatWasSeen:
    """For a ModelForm: a save puts nobody's words aside unseen. Call ``self.watch()`` at the end of ``__init__``.

    The page carries a mark of every value that it showed. What somebody else changed meanwhile stays where this person
    left it alone; where both changed it, their words are shown beside the field, and the next save is made knowing them.
    A row that is only being made has nobody else's words.
    """

    def __init__(self, data=None, files=None, *, instance=None, **kwargs):
        if data is not None and instance is not None and instance.pk:
            # Of two who save at the same moment, the second waits here and then compares with what the first saved.
            instance.refresh_from_db(from_queryset=instance._meta.model._base_manager.select_for_update())
        super().__init__(data, files, instance=instance, **kwargs)

    def watch(self) -> None:
        if not self.instance.pk:
            return
        self._stands = {name: _mark(self.get_initial_for_field(field, name)) for name, field in self.fields.items()}
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=_in_one(self._stands))
        self.helper.layout.fields.append("seen")

    def clean(self):
        cleaned = super().clean()
        seen = dict(part.split("=", 1) for part in (cleaned.pop("seen", "") or "").split() if "=" in part)
        if not seen:
            return cleaned
        self.data = self.data.copy()
        for name, mark in seen.items():
            if self._stands.get(name, mark) == mark or name not in cleaned:
                continue
            mine, theirs = _mark(cleaned[name]), self._as_saved(name)
            if mine == mark:
                cleaned[name] = theirs
                self._show_as_saved(name)
            elif mine != self._stands[name]:
                self.add_error(
                    name,
                    "Somebody has saved this page since you opened it. Here it now reads: "
                    f"“{in_words(self.fields[name], theirs) or 'nothing'}”. Your own answer is still in the field: save "
                    "again to put it in its place.",
                )
            seen[name] = self._stands[name]
        self.data[self.add_prefix("seen")] = _in_one(seen)
        return cleaned

    def _show_as_saved(self, name) -> None:
        """Should the page be shown once more for another field, this one holds what would be saved."""
        field, html_name = self.fields[name], self.add_prefix(name)
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field.widget, forms.MultiWidget):
            for suffix, part in zip(field.widget.widgets_names, field.widget.decompress(value), strict=True):
                self.data[html_name + suffix] = part
        elif isinstance(value, list):
            self.data.setlist(html_name, value)
        else:
            self.data[html_name] = value

    def _as_saved(self, name):
        field = self.fields[name]
        value = self.get_initial_for_field(field, name)
        if isinstance(field, forms.ModelMultipleChoiceField):
            return list(value or [])
        if isinstance(field, forms.ModelChoiceField):
            return field.queryset.model.objects.filter(pk=value).first()
        return field.empty_value if value is None and isinstance(field, forms.CharField) else value


def _in_one(marks: dict[str, str]) -> str:
    return " ".join(f"{name}={mark}" for name, mark in marks.items())


def _mark(value) -> str:
    """A short mark of what a field holds, the same for a value as it is kept and as it was typed."""
    if isinstance(value, list | tuple | set | QuerySet):
        value = " ".join(sorted(str(getattr(each, "pk", each)) for each in value))
    words = str(getattr(value, "pk", value) or "").replace("\r\n", "\n").strip()
    return hashlib.sha256(words.encode()).hexdigest()[:16]


# --- What somebody answered, to check before it is sent --------------------------------------------------------------


def answers(form, *, change_url: str = "") -> list[dict]:
    """The rows of a "check your answers" page: question, answer in words, and where to change it."""
    rows = []
    for field in form.visible_fields():
        value = form.cleaned_data.get(field.name) if getattr(form, "cleaned_data", None) else field.value()
        rows.append(
            {
                "key": field.label,
                "value": in_words(field.field, value),
                "url": f"{change_url}#{field.id_for_label or field.auto_id}" if change_url else "",
                "action": "Change",
            }
        )
    return rows


def in_words(field: forms.Field, value) -> str:
    """An answer as a person would say it."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if value in (None, "", [], ()):
        return ""
    choices = getattr(field, "choices", None)
    if choices is not None and not isinstance(field, forms.ModelChoiceField):
        words = {}
        for key, label in choices:
            words.update(dict(label) if isinstance(label, list | tuple) else {key: label})
        words = {str(key): str(label) for key, label in words.items()}
        chosen = value if isinstance(value, list | tuple | set) else [value]
        return ", ".join(words.get(str(one), str(one)) for one in chosen)
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple | set) or hasattr(value, "all"):
        return ", ".join(str(getattr(one, "name", one)) for one in (value.all() if hasattr(value, "all") else value))
    return str(getattr(value, "name", value))
