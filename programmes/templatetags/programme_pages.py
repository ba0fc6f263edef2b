"""The pages of one programme, as a menu for its team."""

from django import template
from django.urls import reverse

from programmes import rules, ties

register = template.Library()

#: key, words, name of the address, rule
PAGES = [
    ("overview", "Overview", "programmes:overview", rules.may_see_overview),
    ("timetable", "Dates", "programmes:timetable", rules.may_see_overview),
    ("letters", "Letters", "programmes:letters", rules.may_see_overview),
    ("briefings", "Briefings", "programmes:briefings", rules.may_see_overview),
    ("library", "Library", "programmes:library", rules.may_see_overview),
    ("partnerships", "Partnerships", "programmes:partnerships", rules.may_see_overview),
    ("team", "Team", "programmes:team", rules.may_see_overview),
    ("set-up", "Set-up", "programmes:set-up", rules.may_change_set_up),
]
#: Rooms higher up add pages of their own: (key, words, function(programme) -> address, rule).
further: list[tuple] = []


@register.simple_tag(takes_context=True)
def programme_address(context, programme) -> str:
    """Where this person's work on a programme begins: the first of its pages that they may open; or else empty.

    The panel and communications see no partnership's row: they begin with its reports.
    """
    user = context["request"].user
    for _, _, name, rule in PAGES:
        if rule(user, programme):
            return reverse(name, args=[programme.slug])
    return next((address(programme) for _, _, address, rule in further if rule(user, programme)), "")


@register.inclusion_tag("programmes/own_ties.html", takes_context=True)
def own_ties(context, programme):
    """Why rows are missing from this person's list: the bodies that they are tied to. Nothing where there are none."""
    return {"bodies": ties.bodies(context["request"].user, programme)}


@register.inclusion_tag("programmes/sections.html", takes_context=True)
def programme_sections(context, programme, here: str):
    """The menu of a programme's pages; those that this person may not open are left out."""
    user = context["request"].user
    entries = [
        {"words": words, "url": reverse(name, args=[programme.slug]), "here": key == here}
        for key, words, name, rule in PAGES
        if rule(user, programme)
    ]
    entries += [
        {"words": words, "url": address(programme), "here": key == here}
        for key, words, address, rule in further
        if rule(user, programme)
    ]
    return {"entries": entries, "programme": programme}
