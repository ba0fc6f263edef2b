"""What this room says on the status page: numbers and minutes, never a title or a name."""

from django.db.models import Count, DateTimeField, Min, Value

from accounts import clock
from accuracy.models import Copy, FactCheck
from audit import status
from interface.counting import counted
from reports.clock import TransactionTime, transaction_time
from reports.minutes import left


@status.several({"Embargoed copies": 16, "Drafts whose facts are checked": 17})
def copies_and_checks():
    """One question for both lines: how many there are of each, and when the next embargo ends."""
    running = Copy.objects.standing().filter(
        embargo__edition__publication__confirmed_at__isnull=False,
        embargo__edition__publication__cancelled_at=None,
        embargo__edition__publication__publish_at__gt=TransactionTime(),
    )
    there = FactCheck.objects.with_the_partnership()
    ends = Min("embargo__edition__publication__publish_at")
    none = Value(None, DateTimeField())
    counts = [
        ("held", running, ends),
        ("not acknowledged", running.filter(status=Copy.Status.GIVEN), ends),
        ("with partnerships", there, none),
        ("late", there.filter(due_on__lt=clock.Today()), none),
        ("owed", FactCheck.objects.filter(status=FactCheck.Status.SIGNED_OFF), none),
    ]
    first, *others = [
        rows.order_by().values(what=Value(what)).annotate(number=Count("pk"), ends=ends) for what, rows, ends in counts
    ]
    rows = first.union(*others, all=True).values_list("what", "number", "ends")
    found = {what: (number, ends) for what, number, ends in rows}
    return [embargoed_copies(found), fact_checks(found)]


def embargoed_copies(found):
    """Worth a look where an embargo ends within a day and somebody has not acknowledged its terms."""
    (held, ends), (waiting, _) = found["held"], found["not acknowledged"]
    if not held:
        return status.ok("No copy is under embargo.")
    now = transaction_time()
    says = (
        f"{counted(held, 'copy,copies')} under embargo, {waiting} not acknowledged; the next ends in {left(ends, now)}."
    )
    return status.look(says) if waiting and (ends - now).days < 1 else status.ok(says)


def fact_checks(found):
    """Worth a look where a partnership's last day has passed."""
    there, late, owed = (found[what][0] for what in ("with partnerships", "late", "owed"))
    says = f"{there} with partnerships, {late} past the last day; {counted(owed, 'response')} owed."
    return status.look(says) if late else status.ok(says)
