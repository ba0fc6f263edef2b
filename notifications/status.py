"""What this room says about itself on the status page."""

from datetime import timedelta

from django.db.models import Count, Min
from django.db.models.functions import Now
from django.urls import reverse

from audit import status
from notifications import reconciling
from notifications.models import Delivery

#: An e-mail that has been ready for so long should have gone.
SLOW, STUCK = timedelta(minutes=5), timedelta(minutes=30)


def _list_of(state) -> str:
    return f"{reverse('notifications:deliveries')}?state={state}"


@status.line("E-mails waiting to be sent", order=20)
def waiting():
    ready = Delivery.objects.filter(status=Delivery.Status.QUEUED, waits_until__lte=Now())
    # The age by the database's clock, which is the one that counts.
    found = ready.aggregate(age=Now() - Min("waits_until"), count=Count("pk"))
    age, count = found["age"], found["count"]
    if not count:
        return status.ok("None is waiting.")
    minutes = int(age.total_seconds() // 60)
    sentence = f"{count} waiting, the oldest for {minutes} minute{'' if minutes == 1 else 's'}."
    answer = status.wrong if age > STUCK else status.look if age > SLOW else status.ok
    return answer(sentence, _list_of("queued"))


@status.line("E-mails that nobody knows the fate of", order=21)
def unknown():
    count = Delivery.objects.unknown().count()
    if not count:
        return status.ok("None.")
    return status.look(f"{count} about formal letters wait for a person to decide.", _list_of("unknown"))


@status.line("E-mails that were refused", order=22)
def refused():
    count = Delivery.objects.filter(status=Delivery.Status.FAILED).count()
    return status.look(f"{count} were refused.", _list_of("failed")) if count else status.ok("None.")


@status.line("Letters expected, less letters in inboxes", order=23)
def reconciled():
    counted = reconciling.reckon()
    missing = [one for one in counted if one.missing]
    if missing:
        return status.wrong(" ".join(f"{one.missing} of {one.expected} {one.of} are missing." for one in missing))
    return status.ok("0. There are: " + "; ".join(f"{one.of}, {one.expected}" for one in counted) + ".")
