"""Where an embargo stands at this moment, and its words: by the database's clock, and never by a stored flag."""

from dataclasses import dataclass
from datetime import datetime

from accuracy.models import Copy, Embargo
from notifications import markdown
from programmes import letter_text
from reports import minutes
from reports.models import Publication

#: The key of the letter text in which a programme states the terms; its leads change the words like any letter's.
TERMS = "embargo-terms"


@dataclass(frozen=True)
class Standing:
    """An embargo by the clock: ``runs`` until its minute, ``over`` from then on; or stopped, while no minute is confirmed."""

    minute: datetime | None
    now: datetime | None
    runs: bool = False
    over: bool = False

    @property
    def is_stopped(self) -> bool:
        return not self.runs and not self.over

    @property
    def words(self) -> str:
        """The minute in words, with whose clock it is."""
        return in_words(self.minute) if self.minute else ""

    @property
    def left(self) -> str:
        return minutes.left(self.minute, self.now) if self.runs else ""


def standing(edition_id: int) -> Standing:
    """How the embargo of an edition stands. One question, which whoever holds a copy may ask too."""
    return standing_of([edition_id])[edition_id]


def standing_of(editions: list[int]) -> dict[int, Standing]:
    """The same for several editions at once. Asked of releases alone: an edition is read once its terms are taken."""
    releases = Publication.objects.filter(edition__in=editions).by_the_clock()
    by_edition = {release.edition_id: release for release in releases}
    return {pk: of_release(by_edition.get(pk)) for pk in editions}


def of_release(release: Publication | None) -> Standing:
    if release is None or release.cancelled_at or not release.confirmed_at:
        return Standing(None, release.now() if release else None)
    over = release.is_public
    return Standing(release.publish_at, release.now(), runs=not over, over=over)


def in_words(minute: datetime) -> str:
    """Such as: 9.30am on Monday 17 March 2025, by the clock in Scotland."""
    return f"{minutes.in_words(minute)}, by the clock in Scotland"


def terms(embargo: Embargo, minute: datetime) -> str:
    """The terms as they are acknowledged: Markdown with the minute in words."""
    values = {"embargo.minute": in_words(minute), "embargo.report": embargo.called}
    return letter_text.merge(embargo.terms, values)


def terms_as_html(text: str):
    return markdown.to_html(text)


def watermark(copy: Copy, minute: datetime) -> str:
    """What stands on every page of a copy, on the screen and in print."""
    return f"Embargoed until {minutes.in_words(minute)}. Copy of {copy.name}, {copy.body}"
