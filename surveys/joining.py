"""What this room tells the rooms below it: what to do when a programme starts, where its pages are, what is to be shared."""

from programmes import starting
from programmes.templatetags import programme_pages
from surveys import rules, setting_up


def join() -> None:
    starting.on_start.append(setting_up.ask_for)
    starting.on_joining.append(setting_up.make_links)
    programme_pages.further.append(
        ("surveys", "Surveys", lambda each: f"/work/{each.slug}/surveys/", rules.may_see_surveys)
    )
