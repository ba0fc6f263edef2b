"""What this room says on the status page: numbers, never an address."""

from datetime import timedelta

from django.db.models import Count, Value
from django.db.models.functions import Now

from audit import status
from interface.counting import counted
from newsroom.models import Mailing, Subscriber

LATE = timedelta(hours=1)


@status.line("E-mail to subscribers", order=17)
def mailings():
    """Worth a look where an e-mail has waited for more than an hour."""
    due = Mailing.objects.due()
    counts = {
        "waiting": due,
        "late": due.filter(waits_until__lt=Now() - LATE),
        "subscribe": Subscriber.objects.confirmed(),
    }
    first, *others = [
        rows.order_by().values(what=Value(what)).annotate(number=Count("pk")) for what, rows in counts.items()
    ]
    found = dict(first.union(*others, all=True).values_list("what", "number"))
    people = counted(found["subscribe"], "person,people")
    if late := found["late"]:
        return status.look(f"{counted(late, 'e-mail')} to subscribers waited for more than an hour.")
    if count := found["waiting"]:
        return status.ok(f"{counted(count, 'e-mail')} to subscribers on the way; {people} subscribe.")
    return status.ok(f"None waits; {people} subscribe.")
