"""What everybody may know of recommendations and what follows them: fixed numbers of queries, public editions alone.

Other public pages ask here: ``tracker(slug)`` for one report, ``progress(asked)`` for all of them, ``around(edition)`` and
``has_any(slugs)`` for links.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from followup.models import Action, Entry, Progress, ProgressReview, Response, Shown, State, Stated
from followup.models.progress import NOT_JUDGED
from followup.models.recommending import TO_BE_ENTERED, Kind
from interface import licence
from interface.charts import Series, StackedBarChart
from reports import minutes
from reports.models import Edition

ON_A_PAGE = 50
#: The most bars that a chart over time has: the first, the last and those between that changed most lately.
MOST_DAYS = 8
STATES = [*State]
#: Where a progress review has judged it, and nobody has entered how.
TO_BE_ENTERED_STATE = "State to be entered from the progress review"


@dataclass(frozen=True)
class Said:
    """One thing that an owner has said and the team has published."""

    by: str
    when: str
    on: date
    state: str
    mark: str
    words: str
    about: str = ""


@dataclass
class Followed:
    """One recommendation as everybody may know it: its words, its state over time, what its owners have said."""

    stated: Stated
    today: date
    history: list[Progress] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    #: A progress review has come out, whether or not what it says of this one has been entered here.
    is_reviewed: bool = False

    @property
    def now(self) -> Progress | None:
        return self.history[-1] if self.history else None

    @property
    def state(self) -> str:
        """Its key; empty where nobody has judged yet."""
        return self.now.state if self.now else ""

    @property
    def state_words(self) -> str:
        if self.now:
            return self.now.get_state_display()
        return TO_BE_ENTERED_STATE if self.is_reviewed else NOT_JUDGED

    @property
    def mark(self) -> str:
        if self.now:
            return self.now.mark
        return "waiting" if self.is_reviewed else "quiet"

    @property
    def is_open(self) -> bool:
        return not self.now or State(self.state).is_open

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.stated.due is not None and self.stated.due < self.today

    @property
    def address(self) -> str:
        return f"{address_of(self.stated.edition.slug)}#{self.stated.anchor}"

    @property
    def paragraph_address(self) -> str:
        """Where it stands in the report; empty where nobody has said."""
        number = self.stated.paragraph
        return f"{self.stated.edition.get_edition_url()}#p-{number.replace('.', '-')}" if number else ""

    @property
    def latest_first(self) -> list[Progress]:
        return self.history[::-1]


def address_of(slug: str) -> str:
    """The address of a report's recommendations, for ever."""
    return reverse("recommendations:report", args=[slug])


def has_any(slugs: Iterable[str]) -> set[str]:
    """Of these reports, by the last part of their addresses, those whose newest public edition recommends something."""
    return set(Stated.objects.public().filter(edition__slug__in=list(slugs)).values_list("edition__slug", flat=True))


@dataclass(frozen=True)
class Around:
    """What stands around a public report: its recommendations, reviews of their progress, the report that it reviews."""

    #: Address of its recommendations; empty where it makes none.
    recommendations: str
    reviews: list[Edition]
    reviewed: Edition | None


def _tied(report_id: int):
    """Newest public editions of the reports that go through this one's recommendations, and of the one it goes through."""
    # By the keys of reports: their own rows are drafts, which the public's walls hide.
    reviews = ProgressReview.objects.order_by()
    after = reviews.filter(reviewed=report_id).values("report")
    before = reviews.filter(report=report_id).values("reviewed")
    return Edition.objects.public().filter(Q(report__in=after) | Q(report__in=before)).latest()


def ties(report_id: int) -> str:
    """Which editions ``around`` would lead to, as a key: a page that is kept is made anew when one of them comes out."""
    return ",".join(str(pk) for pk in sorted(_tied(report_id).values_list("pk", flat=True)))


def around(edition: Edition) -> Around:
    """What follows a public report, and what it follows itself."""
    tied = list(_tied(edition.report_id).without_content().select_related("publication", "programme"))
    before = ProgressReview.objects.filter(report=edition.report_id).values_list("reviewed", flat=True).first()
    reviews = [each for each in tied if each.report_id != before]
    return Around(
        address_of(edition.slug) if has_any([edition.slug]) else "",
        sorted(reviews, key=lambda each: each.publication.publish_at),
        next((each for each in tied if each.report_id == before), None),
    )


def followed(slug: str | None = None, *, programme: int | None = None) -> list[Followed]:
    """Recommendations of one public report, of a programme, or of all: the newest report first, each in its order."""
    wanted = Stated.objects.public().select_related("edition__publication", "edition__programme")
    wanted = wanted.defer("edition__content", "edition__html", "edition__data_files")
    if slug is not None:
        wanted = wanted.filter(edition__slug=slug)
    if programme is not None:
        wanted = wanted.filter(edition__programme=programme)
    today = timezone.localdate()
    found = {each.recommendation_id: Followed(each, today) for each in wanted}
    reports = {each.stated.edition.report_id for each in found.values()}
    # A review speaks of recommendations; what it says of an area for development is its own affair.
    reviewed = set(ProgressReview.objects.public().filter(reviewed__in=reports).values_list("reviewed", flat=True))
    for each in found.values():
        each.is_reviewed = each.stated.edition.report_id in reviewed and each.stated.kind == Kind.RECOMMENDATION
    for each in Progress.objects.filter(report__in=reports).counted():
        if each.recommendation_id in found:
            found[each.recommendation_id].history.append(each)
    return sorted(
        found.values(),
        key=lambda each: (
            -each.stated.edition.publication.publish_at.timestamp(),
            each.stated.edition_id,
            each.stated.order,
        ),
    )


def _add_what_was_said(found: Sequence[Followed], report_id: int) -> None:
    """What owners have said, as far as the team's last decision about it is that everybody may read it."""
    by_pk = {each.stated.recommendation_id: each for each in found}
    last: dict[tuple, Shown] = {}
    for each in Shown.objects.filter(report=report_id).order_by("pk"):
        last[each.update_id, each.response_id] = each
    shown = {key: decision for key, decision in last.items() if decision.is_shown}
    responses = Response.objects.filter(pk__in=[response for _, response in shown if response])
    for each in responses.order_by("answered_on", "pk"):
        if each.recommendation_id in by_pk:
            by_pk[each.recommendation_id].said.append(
                Said(
                    shown[None, each.pk].named_as,
                    "Answer",
                    each.answered_on,
                    each.get_answer_display(),
                    each.mark,
                    each.words,
                )
            )
    entries = (
        Entry.objects.filter(update__in=[update for update, _ in shown if update])
        .exclude(state="")
        .select_related("update__round")
        .order_by("update__round__number", "action__number")
    )
    serves = _served_by({each.action_id for each in entries})
    for each in entries:
        for recommendation in serves[each.action_id]:
            if recommendation in by_pk:
                by_pk[recommendation].said.append(
                    Said(
                        shown[each.update_id, None].named_as,
                        each.update.round.title,
                        timezone.localdate(each.update.sent_at),
                        each.get_state_display(),
                        each.mark,
                        each.words,
                        each.action_text,
                    )
                )


def _served_by(actions: set[int]) -> dict[int, list[int]]:
    """Which recommendations each action serves, without asking for the recommendations: their drafts are the team's."""
    found: dict[int, list[int]] = defaultdict(list)
    through = Action.serves.through.objects.filter(action__in=actions)
    for action, recommendation in through.values_list("action_id", "recommendation_id"):
        found[action].append(recommendation)
    return found


# --- One report ------------------------------------------------------------------------------------------------------


@dataclass
class Tracker:
    """The page of one report's recommendations."""

    edition: Edition
    found: list[Followed]
    reviews: list[Edition]

    @property
    def title(self) -> str:
        return f"Recommendations of “{self.edition.title}”"

    @property
    def published(self) -> date:
        return minutes.in_scotland(self.edition.publication.publish_at).date()

    @cached_property
    def groups(self) -> list[tuple[Kind, list[Followed]]]:
        """Recommendations and areas for development, each with those that there are."""
        groups = [(kind, [each for each in self.found if each.stated.kind == kind]) for kind in Kind]
        return [(kind, each) for kind, each in groups if each]

    @cached_property
    def counts(self) -> list[tuple[str, str, int]]:
        """Of recommendations: state in words, its mark, how many; those not judged last."""
        return counts(self.recommended)

    @property
    def recommended(self) -> list[Followed]:
        return [each for each in self.found if each.stated.kind == Kind.RECOMMENDATION] or self.found

    @property
    def to_be_entered(self) -> int:
        return sum(not each.stated.text for each in self.found)

    @property
    def nothing_judged(self) -> bool:
        return not any(each.history for each in self.found)

    @cached_property
    def charts(self) -> list[tuple[Kind, StackedBarChart]]:
        return [(kind, over_time(kind, each, self.edition)) for kind, each in self.groups]


def tracker(slug: str) -> Tracker | None:
    """The recommendations of a public report; None where there is none at this address, or it recommends nothing."""
    found = followed(slug)
    if not found:
        return None
    edition = found[0].stated.edition
    _add_what_was_said(found, edition.report_id)
    return Tracker(edition, found, around(edition).reviews)


def counts(found: Sequence[Followed]) -> list[tuple[str, str, int]]:
    held = Counter((each.state_words, each.mark) for each in found)
    order = [state.label for state in STATES]
    return sorted(
        ((words, mark, count) for (words, mark), count in held.items()),
        key=lambda row: order.index(row[0]) if row[0] in order else len(order),
    )


def over_time(kind: Kind, found: Sequence[Followed], edition: Edition) -> StackedBarChart:
    """How many were in each state on each day on which something changed, from publication until today."""
    published = minutes.in_scotland(edition.publication.publish_at).date()
    today = found[0].today
    changed = sorted({each.on for one in found for each in one.history if published < each.on < today})
    days = [published, *changed[-(MOST_DAYS - 2) :], today] if any(one.history for one in found) else []
    all_drawn = len(changed) <= MOST_DAYS - 2
    held = [Counter(_state_on(one, day) for one in found) for day in days]
    keys = [state for state in ("", *STATES) if any(count[state] for count in held)]
    return StackedBarChart(
        title=f"{kind.plural} by state, over time",
        categories=tuple("Today" if day == today else f"{day:%-d %B %Y}" for day in days),
        series=tuple(
            Series(State(key).label if key else NOT_JUDGED, tuple(count[key] for count in held)) for key in keys
        ),
        key=f"over-time-{kind.anchor}",
        category_word="Day",
        note=f"{len(found)} {(kind.plural if len(found) != 1 else kind.label).lower()}."
        + (
            ""
            if all_drawn
            else f" Of the days since then on which a state changed, the last {MOST_DAYS - 2} are drawn."
        ),
        counted=True,
        empty="No state has been published yet, so there is nothing to draw.",
    )


def _state_on(one: Followed, day: date) -> str:
    return next((each.state for each in reversed(one.history) if each.on <= day), "")


# --- Tables to take away ---------------------------------------------------------------------------------------------

HEADER = (
    "programme", "report", "published_on", "kind", "number", "text", "text_is", "owners", "due", "state", "state_on",
    "reason", "overdue", "address",
)  # fmt: skip
DICTIONARY = (
    ("programme", "Short title of the programme"),
    ("report", "Title of the report’s newest edition"),
    ("published_on", "Day on which that edition came out (year-month-day)"),
    ("kind", "Recommendation, or area for development: each kind is numbered by itself"),
    ("number", "Its number in the report"),
    ("text", "Its text; empty where it is still to be entered from the report"),
    ("text_is", "Whether the text is the report’s own words, its subject in our words, or still to be entered"),
    ("owners", "Who is to act, and in partnership with whom"),
    ("due", "Day by which it is due; empty where the report gives none (year-month-day)"),
    ("state", "State of the last judgement by the scrutiny body; where there is none here, it says why"),
    ("state_on", "Day of which that judgement is true (year-month-day)"),
    ("reason", "Why, in the words of the scrutiny body"),
    ("overdue", "Yes where it is due, and neither completed, superseded nor closed"),
    ("address", "Where it can be read"),
    ("(licence)", licence.IN_WORDS),
)


def row_of(each: Followed, portal_url: str) -> list:
    stated = each.stated
    return [
        stated.edition.programme.short_title,
        stated.edition.title,
        minutes.in_scotland(stated.edition.publication.publish_at).date(),
        stated.get_kind_display(),
        stated.number,
        stated.text,
        stated.get_wording_display(),
        stated.owners_words,
        stated.due,
        each.state_words,
        each.now.on if each.now else None,
        each.now.reason if each.now else "",
        each.is_overdue,
        f"{portal_url}{each.address}",
    ]


# --- All programmes --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What a reader asked of the national list; anything that makes no sense is as if it were not asked."""

    programme: str = ""
    state: str = ""
    owner: str = ""
    kind: str = ""
    overdue: bool = False
    page: str = "1"

    NOT_JUDGED = "not judged"

    @classmethod
    def read(cls, query) -> "Asked":
        state, kind = query.get("state", ""), query.get("kind", "")
        return cls(
            query.get("programme", "")[:80],
            state if state in {*State.values, cls.NOT_JUDGED} else "",
            query.get("owner", "")[:200],
            kind if kind in Kind.values else "",
            query.get("overdue", "") == "yes",
            query.get("page", "1"),
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.programme or self.state or self.owner or self.kind or self.overdue)

    def meets(self, each: Followed) -> bool:
        return (
            (not self.programme or each.stated.edition.programme.slug == self.programme)
            and (not self.state or (each.state or self.NOT_JUDGED) == self.state)
            and (not self.owner or any(owner["name"] == self.owner for owner in each.stated.owners))
            and (not self.kind or each.stated.kind == self.kind)
            and (not self.overdue or each.is_overdue)
        )


def progress(asked: Asked) -> dict:
    """The national page: all programmes, as far as they have been published."""
    everything = followed()
    found = [each for each in everything if asked.meets(each)]
    return {
        "page": Paginator(found, ON_A_PAGE).get_page(asked.page),
        "found": found,
        "asked": asked,
        "count": len(found),
        "any": bool(everything),
        "counts": counts(found),
        "overdue": sum(each.is_overdue for each in found),
        "programmes": sorted(
            {(each.stated.edition.programme.short_title, each.stated.edition.programme.slug) for each in everything}
        ),
        "states": [*State.choices, (Asked.NOT_JUDGED, NOT_JUDGED)],
        "kinds": Kind.choices,
        "owners": sorted({owner["name"] for each in everything for owner in each.stated.owners}, key=str.lower),
        "to_be_entered": TO_BE_ENTERED,
    }


def with_theirs(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """The newest public editions of some reports, each with ``recommends``: whether it recommends anything."""
    return editions.annotate(recommends=Exists(Stated.objects.filter(edition=OuterRef("pk"))))


def of_editions(editions: Iterable[Edition]) -> list[tuple[str, str]]:
    """Of editions ``with_theirs``, what everybody may read of their recommendations: a page for each that has some."""
    return [
        (f"Progress on the recommendations of “{edition.title}”", address_of(edition.slug))
        for edition in editions
        if edition.recommends
    ]
