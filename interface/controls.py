"""How the plain controls of a form are written: by a line of Python, where Django would open a template for each option.

A filter of 32 areas has 33 options, and most lists have one above them: templates for them took a fifth of the page.
What comes out is the same, mark for mark; what is not written here still comes from its template.
"""

from collections.abc import Callable

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class Renderer(DjangoTemplates):
    """Django's own renderer of forms, quicker for what every page has."""

    def render(self, template_name: str, context: dict, request=None) -> str:
        """A widget as HTML. ``context["widget"]`` is what ``Widget.get_context`` gives."""
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def attributes(attrs: dict) -> SafeString:
    """The attributes of a control, each after a space: True is written bare, False not at all."""
    return format_html_join(
        "",
        " {}{}",
        (
            (name, "" if value is True else format_html('="{}"', value))
            for name, value in attrs.items()
            if value is not False
        ),
    )


def _input(widget: dict) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes(widget["attrs"])
    )


def _select(widget: dict) -> SafeString:
    groups = mark_safe("".join(_group(label, options) for label, options, _ in widget["optgroups"]))  # noqa: S308  each is escaped
    return format_html('<select name="{}"{}>{}\n</select>', widget["name"], attributes(widget["attrs"]), groups)


def _group(label: str | None, options: list[dict]) -> SafeString:
    written = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((str(option["value"]), attributes(option["attrs"]), option["label"]) for option in options),
    )
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', label, written) if label else written


WRITTEN: dict[str, Callable[[dict], SafeString]] = {
    "django/forms/widgets/select.html": _select,
    **{
        f"django/forms/widgets/{kind}.html": _input
        for kind in ("text", "number", "email", "url", "password", "hidden", "date", "input")
    },
}
