"""What this room says on the status page: numbers, never an address."""

from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import Now

from audit import status
from interface.counting import counted
from newsroom.models import Mailing, Subscriber

LATE = timedelta(hours=1)


@status.line("E-mail to subscribers", order=17)
def mailings():
    """Worth a look where an e-mail has waited for more than an hour."""
    found = Mailing.objects.due().aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(waits_until__lt=Now() - LATE))
    )
    people = counted(Subscriber.objects.confirmed().count(), "person,people")
    if late := found["late"]:
        return status.look(f"{counted(late, 'e-mail')} to subscribers waited for more than an hour.")
    if count := found["waiting"]:
        return status.ok(f"{counted(count, 'e-mail')} to subscribers on the way; {people} subscribe.")
    return status.ok(f"None waits; {people} subscribe.")
