"""Where every plan of a report stands today, read off what was sent and the days of the rounds; never stored."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from followup.models import Action, Entry, Plan, Round, Update, View
from reports.models import Report


@dataclass
class Standing:
    """One plan: its last update, the round that waits for one, and what the team makes of what it said."""

    plan: Plan
    today: date
    actions: int = 0
    round: Round | None = None
    last: Update | None = None
    is_in: bool = False
    views: Counter = field(default_factory=Counter)

    @property
    def is_late(self) -> bool:
        return self.round is not None and not self.is_in and self.round.due < self.today

    @property
    def words(self) -> str:
        if self.round is None:
            return "No round yet"
        if self.is_in:
            return "In"
        if self.is_late:
            return "Late"
        return "Expected" if self.round.opens <= self.today else "Not yet"

    @property
    def mark(self) -> str:
        return {"No round yet": "quiet", "In": "done", "Late": "late", "Expected": "open", "Not yet": "quiet"}[
            self.words
        ]

    @property
    def concerns(self) -> int:
        return self.views[View.Says.CONCERN]

    @property
    def enough(self) -> int:
        return self.views[View.Says.ENOUGH]

    @property
    def unseen(self) -> int:
        """Of the last update, actions of which nobody in the team has said anything yet."""
        return self.views[""]

    @property
    def order(self) -> tuple:
        """Late first, then concerns, then what is expected, then by name."""
        first = {"Late": 0, "Expected": 2, "In": 3}.get(self.words, 4)
        return min(first, 1) if self.concerns and first else first, -self.concerns, self.plan.whose


def of_report(user, report: Report, today: date | None = None) -> list[Standing]:
    """Every plan of a report that this person may see, late first, in a fixed number of queries."""
    plans = (
        Plan.objects.visible_to(user)
        .filter(report=report)
        .select_related("participation__partnership", "link_inspector")
    )
    return sorted(of_plans(list(plans), today), key=lambda each: each.order)


def of_plans(plans: list[Plan], today: date | None = None) -> list[Standing]:
    """Where these plans stand; what is being written in them is nobody’s to count but their own."""
    today = today or timezone.localdate()
    reports = {plan.report_id for plan in plans}
    rounds = defaultdict(list)
    for each in Round.objects.filter(report__in=reports).order_by("number"):
        rounds[each.report_id].append(each)
    actions = Counter(Action.objects.filter(plan__in=plans).values_list("plan", flat=True))
    sent = defaultdict(dict)
    for update in Update.objects.filter(plan__in=plans).standing().select_related("round").order_by("round__number"):
        sent[update.plan_id][update.round_id] = update
    last = {pk: [*by_round.values()][-1] for pk, by_round in sent.items()}
    views = _views([update.pk for update in last.values()])
    found = []
    for plan in plans:
        asked = [each for each in rounds[plan.report_id] if each.opens <= today] or rounds[plan.report_id][:1]
        now = asked[-1] if asked else None
        update = last.get(plan.pk)
        found.append(
            Standing(
                plan,
                today,
                actions[plan.pk],
                now,
                update,
                bool(now and now.pk in sent[plan.pk]),
                views[update.pk] if update else Counter(),
            )
        )
    return found


def _views(updates: list[int]) -> dict[int, Counter]:
    said: dict[int, str] = {}
    entries = dict(Entry.objects.filter(update__in=updates).values_list("pk", "update"))
    for entry, says in View.objects.filter(entry__in=entries).order_by("pk").values_list("entry", "says"):
        said[entry] = says
    found: dict[int, Counter] = defaultdict(Counter)
    for entry, update in entries.items():
        found[update][said.get(entry, "")] += 1
    return found
