"""What this room says on the status page: numbers and minutes, never a title or a name."""

from django.db.models import Count, Min, Q

from accounts import clock
from accuracy.models import Copy, FactCheck
from audit import status
from interface.counting import counted
from reports.clock import TransactionTime, transaction_time
from reports.minutes import left


@status.line("Embargoed copies", order=16)
def embargoed_copies():
    """Worth a look where an embargo ends within a day and somebody has not acknowledged its terms."""
    running = Copy.objects.standing().filter(
        embargo__edition__publication__confirmed_at__isnull=False,
        embargo__edition__publication__cancelled_at=None,
        embargo__edition__publication__publish_at__gt=TransactionTime(),
    )
    found = running.aggregate(
        held=Count("pk"),
        waiting=Count("pk", filter=Q(status=Copy.Status.GIVEN)),
        ends=Min("embargo__edition__publication__publish_at"),
    )
    held, waiting, ends = found["held"], found["waiting"], found["ends"]
    if not held:
        return status.ok("No copy is under embargo.")
    now = transaction_time()
    says = (
        f"{counted(held, 'copy,copies')} under embargo, {waiting} not acknowledged; the next ends in {left(ends, now)}."
    )
    return status.look(says) if waiting and (ends - now).days < 1 else status.ok(says)


@status.line("Drafts whose facts are checked", order=17)
def fact_checks():
    """Worth a look where a partnership's last day has passed, or a response is owed."""
    there = Q(pk__in=FactCheck.objects.with_the_partnership().values("pk"))
    found = FactCheck.objects.aggregate(
        waiting=Count("pk", filter=there),
        late=Count("pk", filter=there & Q(due_on__lt=clock.Today())),
        owed=Count("pk", filter=Q(status=FactCheck.Status.SIGNED_OFF)),
    )
    late = found["late"]
    says = f"{found['waiting']} with partnerships, {late} past the last day; {counted(found['owed'], 'response')} owed."
    return status.look(says) if late else status.ok(says)
