"""The minute of a release, as people choose it: by the clock in Scotland.

Two nights a year the clock is no help. In March an hour does not exist; in October one comes twice, and "half past one"
could be either. A release is never put there: what two people confirm must be one moment that both mean.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class NoSuchMinute(ValueError):
    """A minute that cannot be released at; the sentence says why and what to choose instead."""


def in_london(day: date, at: time) -> datetime:
    """The moment meant by a day and a time in Scotland, or NoSuchMinute with a sentence for the page."""
    if at.second or at.microsecond:
        raise NoSuchMinute("A release falls on a whole minute. Leave out the seconds.")
    local = datetime.combine(day, at)
    first, second = (local.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        back = first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None)
        if back != local:
            raise NoSuchMinute(
                f"There is no {at:%H:%M} on {_say(day)}: the clocks go forward from 1am to 2am that night. "
                "Choose a time before 1am or from 2am."
            )
        raise NoSuchMinute(
            f"{at:%H:%M} comes twice on {_say(day)}: the clocks go back from 2am to 1am that night. "
            "Choose a time before 1am or from 2am, so that everybody means the same minute."
        )
    return first.astimezone(UTC)


def in_scotland(moment: datetime) -> datetime:
    """A moment by the clock in Scotland."""
    return moment.astimezone(LONDON)


def in_words(moment: datetime) -> str:
    """A minute as it is shown wherever a release is planned: 9.30am on Monday 17 March 2025."""
    local = moment.astimezone(LONDON)
    hour = local.hour % 12 or 12
    minutes = f".{local.minute:02}" if local.minute else ""
    half = "am" if local.hour < 12 else "pm"
    clock = {(0, 0): "midnight", (12, 0): "noon"}.get((local.hour, local.minute), f"{hour}{minutes}{half}")
    return f"{clock} on {local:%A} {_say(local.date())}"


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def left(moment: datetime, now: datetime) -> str:
    """How long it still is, in the two largest units; for people who hold an embargoed copy."""
    seconds = int((moment - now).total_seconds())
    if seconds <= 0:
        return "now"
    parts = []
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " and ".join(parts[:2])


def next_whole_minute(now: datetime) -> datetime:
    """Where every cache ends. The same whether or not anything is released then, so that it tells nobody anything."""
    return now.replace(second=0, microsecond=0) + timedelta(minutes=1)
