"""How the plain controls of a form are written: by a line of Python, where Django would open a template for each option.

A filter of 32 areas has 33 options, and most lists have one above them: templates for them took a fifth of the page.
What comes out is the same, mark for mark; what is not written here still comes from its template.
"""

from collections.abc import Callable

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe


class Renderer(DjangoTemplates):
    """Django's own renderer of forms, quicker for what every page has."""

    def render(self, template_name: str, context: dict, request=None) -> str:
        """A widget as HTML. ``context["widget"]`` is what ``Widget.get_context`` gives."""
        write = WRITTEN.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return mark_safe(write(context["widget"]))  # noqa: S308  each writer escapes what it is given


def attributes(attrs: dict) -> SafeString:
    """The attributes of a control, each after a space: True is written bare, False not at all."""
    written = "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )
    return mark_safe(written)  # noqa: S308  each name and value is escaped


def _input(widget: dict) -> str:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{attributes(widget["attrs"])}>'


def _textarea(widget: dict) -> str:
    words = widget["value"] or ""
    return f'<textarea name="{escape(widget["name"])}"{attributes(widget["attrs"])}>\n{escape(words)}</textarea>'


def _select(widget: dict) -> str:
    groups = "".join(_group(label, options) for label, options, _ in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{attributes(widget["attrs"])}>{groups}\n</select>'


def _group(label: str | None, options: list[dict]) -> str:
    written = "".join(
        f'\n  <option value="{escape(str(option["value"]))}"{attributes(option["attrs"]) if option["attrs"] else ""}>'
        f"{escape(option['label'])}</option>"
        for option in options
    )
    return f'\n  <optgroup label="{escape(label)}">{written}\n  </optgroup>' if label else written


WRITTEN: dict[str, Callable[[dict], str]] = {
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
    **{
        f"django/forms/widgets/{kind}.html": _input
        for kind in ("text", "number", "email", "url", "password", "hidden", "date", "file", "input")
    },
}
