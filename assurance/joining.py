"""What this room tells the rooms below it: pages beside a report at work."""

from django.urls import reverse

from interface.counting import counted
from reports import beside


def join() -> None:
    beside.pages.append(pages)


def pages(user, report):
    """Beside a report: its locked versions."""
    locked = report.locked_versions.visible_to(user).count()
    yield beside.Beside(
        "Locked versions",
        reverse("assurance:versions", args=[report.pk]),
        counted(locked, "version") if locked else "None yet",
    )
