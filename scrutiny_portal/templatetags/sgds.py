"""Small pieces of the design system that templates ask for by name."""

from __future__ import annotations

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from scrutiny_portal.marks import mark_for

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> str:
    """One of the design system's icons, as decoration beside words."""
    return format_html(
        '<svg class="ds_icon {}" aria-hidden="true" focusable="false">'
        '<use href="{}"></use></svg>',
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


@register.filter
def tag_colour(kind: str) -> str:
    return mark_for(kind).tag


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*trail):
    """The way here: words and address in turn; the last words may go without an address."""
    steps = [
        {"words": trail[i], "url": trail[i + 1] if i + 1 < len(trail) else ""}
        for i in range(0, len(trail), 2)
    ]
    return {"steps": steps}


# --- Forms: what the crispy pack in templates/sgds asks ---------------------------------------------------


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
    attrs = {"class": " ".join(dict.fromkeys(classes)), "maxlength": False}
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
    """The questions that this answer opens, drawn already; see scrutiny_portal.forms.Conditional."""
    return (opens or {}).get(str(value), "")


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
        found += [{"id": place, "message": message} for message in field.errors]
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


@register.simple_tag
def tick(field) -> str:
    """A single tick box."""
    field.form.use_required_attribute = False
    return field.as_widget(attrs={"class": "ds_checkbox__input"})


@register.filter
def ds_button(flat_attrs: str) -> str:
    """The attributes of crispy's StrictButton, in the design system's class."""
    return mark_safe(flat_attrs.replace('class="btn', 'class="ds_button ds_button--secondary', 1))
