"""What this room says about itself on the status page."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from audit import status
from interface.counting import counted
from notifications import reconciling
from notifications.models import Delivery

#: An e-mail that has been ready for so long should have gone.
SLOW, STUCK = timedelta(minutes=5), timedelta(minutes=30)
#: Letters are counted every minute. A count as old as this is not being followed by another.
OLD = timedelta(minutes=5)

Status = Delivery.Status


def _list_of(state) -> str:
    return f"{reverse('notifications:deliveries')}?state={state}"


@status.several(
    {
        "E-mails waiting to be sent": 20,
        "E-mails that nobody knows the fate of": 21,
        "E-mails that were refused": 22,
    }
)
def emails():
    ready = Q(status=Status.QUEUED, waits_until__lte=Now())
    # The age by the database's clock, which is the one that counts.
    found = Delivery.objects.filter(status__in=[Status.QUEUED, Status.UNKNOWN, Status.FAILED]).aggregate(
        waiting=Count("pk", filter=ready),
        age=Now() - Min("waits_until", filter=ready),
        unknown=Count("pk", filter=Q(status=Status.UNKNOWN)),
        refused=Count("pk", filter=Q(status=Status.FAILED)),
    )
    return _waiting(found["waiting"], found["age"]), _unknown(found["unknown"]), _refused(found["refused"])


def _waiting(count, age):
    if not count:
        return status.ok("None is waiting.")
    sentence = f"{count} waiting, the oldest for {counted(int(age.total_seconds() // 60), 'minute')}."
    answer = status.wrong if age > STUCK else status.look if age > SLOW else status.ok
    return answer(sentence, _list_of("queued"))


def _unknown(count):
    if not count:
        return status.ok("None.")
    return status.look(f"{count} about formal letters wait for a person to decide.", _list_of("unknown"))


def _refused(count):
    return status.look(f"{count} were refused.", _list_of("failed")) if count else status.ok("None.")


@status.line("Letters expected, less letters in inboxes", order=23)
def reconciled():
    """The last count, with its moment: one that is old says so, as whoever should have counted may be down."""
    count_now = status.Button("Count now", reverse("notifications:count"))
    known, never_counted = reconciling.last_counted()
    if never_counted:
        return status.look(f"Nobody has counted {', '.join(never_counted)} yet. Is a worker running?", button=count_now)
    oldest = max(known, key=lambda one: one.age)
    when = _moment(oldest.counted_at)
    missing = [one for one in known if one.missing]
    sentence = (
        " ".join(f"{one.missing} of {one.expected} {one.of} are missing." for one in missing)
        or "0. There are: " + "; ".join(f"{one.of}, {one.expected}" for one in known) + "."
    )
    if oldest.age > OLD:
        sentence = f"Nobody has counted since {when}. Is a worker running? Then it was: {sentence}"
        return status.wrong(sentence, button=count_now)
    answer = status.wrong if missing else status.ok
    return answer(f"{sentence} Counted at {when}.", button=count_now)


def _moment(moment) -> str:
    """The time of day, with the day where it is not today."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else f"{local:%H:%M on %-d %B %Y}"
