"""{% words_for_parts %}: which word of a report stands for which per cent."""

from django import template

from instruments import proportions

register = template.Library()


@register.inclusion_tag("analysis/words_for_parts.html")
def words_for_parts():
    """The table of words, from the one place where they are kept."""
    return {"words": proportions.WORDS}
