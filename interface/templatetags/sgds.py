"""Small pieces of the design system that templates ask for by name."""

from __future__ import annotations

import datetime
import functools

from django import forms, template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from interface import counting, parts
from interface import licence as ogl
from interface.comparison import compare
from interface.marks import mark_for

register = template.Library()


@register.simple_tag
def part(name: str, **given) -> str:
    """A part that repeats, drawn by its Jinja template: {% part "inspections/files.jinja" files=… %}; interface.parts."""
    return parts.drawn(name, **given)


@register.inclusion_tag("components/licence.html")
def licence() -> dict:
    """Under what the data beside this may be used."""
    return {"name": ogl.NAME, "url": ogl.URL}


@register.simple_tag
def icon(name: str, classes: str = "") -> str:
    """One of the design system's icons, as decoration beside words."""
    return format_html(
        '<svg class="ds_icon {}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        classes,
        static("sgds/icons.svg") + "#" + name,
    )


@register.simple_tag
def symbol(kind: str) -> str:
    """The symbol of a kind of state, in the colour of the text around it."""
    return format_html(
        '<svg class="tag-symbol" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" '
        'focusable="false"><path fill="currentColor" d="{}"/></svg>',
        mark_for(kind).path,
    )


@register.simple_tag
@functools.lru_cache(maxsize=1024, typed=True)  # by type: what is marked safe and what is not may read the same
def tag(text: str, kind: str, url: str = "") -> str:
    """A state, never told by colour alone: words, a colour and a symbol; a link, where it leads somewhere.

    ``kind`` is one of interface.marks (quiet, open, new, waiting, queried, late, done, stopped). Lists have many
    of few different ones, so each is written once.
    """
    if url:
        return format_html('<a href="{}">{}</a>', url, tag(text, kind))
    short = " tag-short" if len(text) < 20 else ""
    return format_html(
        '<span class="ds_tag ds_tag--{}{}">{}<span>{}</span></span>', mark_for(kind).tag, short, symbol(kind), text
    )


@register.simple_tag
def moment(at: datetime.datetime | None, words: str = "%-d %B %Y, %H:%M") -> str:
    """A moment in Scotland, in words for people and exactly for programs; ``words`` as Python writes them.

    Nothing where there is no moment, as the filters have it.
    """
    if at is None:
        return ""
    here = timezone.localtime(at)
    return format_html('<time datetime="{}">{}</time>', here.isoformat(), format(here, words))


@register.filter
def counted(count, words: str) -> str:
    """A number with its noun: {{ 1|counted:"letter" }} is “1 letter”; {{ n|counted:"person,people" }}."""
    return counting.counted(int(count or 0), words)


@register.filter
def thousands(count) -> str:
    """A number that stands by itself, in a table: 1,234."""
    return f"{int(count or 0):,}"


@register.filter
def day_named(day: datetime.date) -> str:
    """“Friday 31 October”, with the year where it is another than today's: no day of last year reads as one to come."""
    year = "" if day.year == timezone.localdate().year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


@register.filter
def noun(count, words: str) -> str:
    """The noun alone, where the number stands apart."""
    return counting.noun(int(count or 0), words)


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*trail):
    """The way here: words and address in turn; the last words may go without an address."""
    steps = [{"words": trail[i], "url": trail[i + 1] if i + 1 < len(trail) else ""} for i in range(0, len(trail), 2)]
    return {"steps": steps}


# --- Forms: what the crispy pack in templates/sgds asks --------------------------------------------------------------


@register.filter
def control_kind(field) -> str:
    """Which template draws this field's control, found by what its widget is, not by its name."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if widget.use_fieldset:
        return "group"
    return "input"


BASE_CLASS = {"input": "ds_input", "textarea": "ds_input", "select": "ds_select", "file": "ds_file-upload__input"}


@register.simple_tag
def control(field, extra_class: str = "") -> str:
    """The field's widget in the design system's clothes.

    No `required`: browsers announce an empty required field as an error before anybody has typed.
    No `maxlength`: it cuts a long paste without a word; the form says so instead.
    No `placeholder`: it is taken for an answer, and it is gone when one looks back.
    """
    kind = control_kind(field)
    field.form.use_required_attribute = False
    if kind not in BASE_CLASS:
        return str(field)
    base = BASE_CLASS[kind]
    classes = [base]
    if field.errors:
        classes.append(f"{base}--error")
    own = field.field.widget.attrs.get("class", "")
    if isinstance(field.field.widget, forms.NumberInput) and "ds_input--f" not in own:
        classes.append("ds_input--fixed-10")
    classes += [*own.split(), *extra_class.split()]
    attrs = {"class": " ".join(dict.fromkeys(classes)), "maxlength": False, "placeholder": False}
    if kind == "textarea" and field.field.widget.attrs.get("rows") in (None, "10"):
        attrs["rows"] = "5"
    if isinstance(field.field.widget, forms.EmailInput):
        attrs.setdefault("spellcheck", "false")
    return field.as_widget(attrs=attrs)


@register.filter
def most_characters(field) -> str:
    """The length at which a long text is full, for the counter below it."""
    return str(getattr(field.field, "max_length", "") or "")


@register.filter
def opened_by(opens, value) -> str:
    """The questions that this answer opens, drawn already; see interface.forms.Conditional."""
    return (opens or {}).get(str(value), "")


@register.filter
def errors_in_words(field) -> list[str]:
    """What is wrong with one answer. Where a form has no words for a missing answer, the question is named."""
    words = []
    for error in field.errors.as_data():
        if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
            kind = control_kind(field)
            if kind == "tick":
                words.append(f"To go on, tick “{field.label}”")
            elif kind == "file":
                words.append(f"Choose a file for “{field.label}”")
            elif kind in {"choices", "select"}:
                words.append(f"Choose an answer to “{field.label}”")
            else:
                words.append(f"Enter an answer to “{field.label}”")
        else:
            words += error.messages
    return words


@register.filter
def errors_with_places(form) -> list[dict]:
    """Every error of a form or formset, with the id of the control that it is about."""
    if hasattr(form, "forms"):
        found = [{"id": "", "message": message} for message in form.non_form_errors()]
        for one in form.forms:
            found += errors_with_places(one)
        return found
    if not form.is_bound:
        return []
    found = [{"id": "", "message": message} for message in form.non_field_errors()]
    for name in form.errors:
        if name not in form.fields:
            continue
        field = form[name]
        place = "" if field.is_hidden else field.auto_id
        if place and isinstance(field.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
            place += "_0"
        elif place and field.field.widget.use_fieldset:
            place = field.id_for_label
        found += [{"id": place, "message": message} for message in errors_in_words(field)]
    return found


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms_shown):
    """What is wrong, once, at the top of the page; the forms shown here do not repeat it."""
    errors = []
    for form in forms_shown:
        if form is None or not hasattr(form, "is_bound") or getattr(form, "summary_shown", False):
            continue
        form.summary_shown = True
        errors += errors_with_places(form)
    return {"errors": errors}


@register.filter
def takes_many(field) -> bool:
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple)


@register.filter
def has_many_options(field) -> bool:
    """A long list of options is drawn smaller, so that one sees where it ends."""
    return sum(1 for _ in field.field.choices) > 8


@register.simple_tag
def tick(field) -> str:
    """A single tick box."""
    field.form.use_required_attribute = False
    return field.as_widget(attrs={"class": "ds_checkbox__input"})


@register.filter
def ds_button(flat_attrs: str) -> str:
    """The attributes of crispy's StrictButton, in the design system's class."""
    return mark_safe(flat_attrs.replace('class="btn', 'class="ds_button ds_button--secondary', 1))  # noqa: S308  escaped by crispy


# --- Tables, files, versions -----------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def sort_header(context, words: str, name: str, classes: str = ""):
    """A column's heading that sorts the table on the server: ?order=name, then ?order=-name.

    The view reads request.GET["order"]; the first page is shown again, and filters stay.
    """
    query = context["request"].GET.copy()
    order = query.get("order", context.get("default_order", ""))
    state = "ascending" if order == name else "descending" if order == f"-{name}" else ""
    query["order"] = f"-{name}" if state == "ascending" else name
    query.pop("page", None)
    return format_html(
        '<th scope="col" class="sortable {}"{}><a href="?{}">{}'
        '<span class="sortable__sign" aria-hidden="true">{}</span></a></th>',
        classes,
        format_html(' aria-sort="{}"', state) if state else "",
        query.urlencode(),
        words,
        {"ascending": "\u2191", "descending": "\u2193", "": ""}[state],
    )


@register.simple_block_tag
def region(content, words: str, classes: str = ""):
    """Something wide that scrolls by itself, by keyboard too: {% region "Areas" %}<table…>{% endregion %}."""
    return format_html(
        '<div class="region {}" role="region" aria-label="{}" tabindex="0">{}</div>', classes, words, content
    )


KINDS_OF_FILE = {
    "pdf": ("PDF", "pdf"),
    "docx": ("Word document", "word"),
    "doc": ("Word document", "word"),
    "xlsx": ("Excel workbook", "excel"),
    "xls": ("Excel workbook", "excel"),
    "csv": ("CSV", "csv"),
    "odt": ("OpenDocument text", "odt"),
    "ods": ("OpenDocument spreadsheet", "ods"),
    "pptx": ("Presentation", "ppt"),
    "odp": ("OpenDocument presentation", "odp"),
    "png": ("Image", "image"),
    "jpg": ("Image", "image"),
    "jpeg": ("Image", "image"),
    "txt": ("Text", "text"),
    "md": ("Text", "text"),
    "rtf": ("Rich text", "rtf"),
    "ics": ("Calendar", "ical"),
    "zip": ("Zip archive", "zip"),
    "xml": ("XML", "xml"),
    "json": ("JSON", "file"),
}


def ending(name: str) -> str:
    return str(name).rpartition(".")[2].lower()


@register.filter
def file_kind(name: str) -> str:
    return KINDS_OF_FILE.get(ending(name), (ending(name).upper() or "File", ""))[0]


@register.simple_tag
def document_icon(name: str) -> str:
    return static(f"sgds/documents/{KINDS_OF_FILE.get(ending(name), ('', 'generic'))[1] or 'generic'}.svg")


@register.inclusion_tag("components/comparison.html")
def comparison(before, after, before_name: str = "Earlier version", after_name: str = "Later version"):
    """Two versions of a text beside each other, with what differs marked in words too."""
    pairs = compare(before, after)
    return {
        "pairs": pairs,
        "before": before_name,
        "after": after_name,
        "differs": any(pair.change != "same" for pair in pairs),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page):
    """The pages of a list, keeping the address's filters and order."""
    page.near = list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return {"page": page, "query": context["request"].GET}
