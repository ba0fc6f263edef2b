"""What this room says on the status page: numbers and minutes, never a title."""

from audit import status
from reports import actions, minutes
from reports.models import Edition, Publication


@status.line("Releases of reports", order=15)
def releases():
    """Wrong where a minute passed unconfirmed; worth a look where a release to come is not ready."""
    coming = list(
        Publication.objects.planned()
        .by_the_clock()
        .select_related("edition")
        .defer("edition__content", "edition__html")
        .order_by("publish_at")
    )
    # Of those planned, none that is confirmed has reached its minute: it would be out.
    if missed := sum(publication.publish_at <= publication.clock for publication in coming):
        return status.wrong(
            f"{missed} release{'s' if missed > 1 else ''} reached the chosen minute unconfirmed: nothing was published.",
            "/drafting/",
        )
    unready = [publication for publication in coming if actions.reasons_against(publication.edition)]
    if unready:
        first = minutes.in_words(unready[0].publish_at)
        return status.wrong(f"A release planned for {first} is not ready: its PDF is missing.", "/drafting/")
    if without := Edition.objects.public().without_content().filter(files=None).count():
        return status.wrong(f"{without} published edition{'s have' if without > 1 else ' has'} no PDF.", "/drafting/")
    waiting = [publication for publication in coming if not publication.confirmed_at]
    if waiting:
        left = minutes.left(waiting[0].publish_at, waiting[0].clock)
        return status.look(f"A release in {left} waits for a second person to confirm it.", "/drafting/")
    if coming:
        return status.ok(f"Next release in {minutes.left(coming[0].publish_at, coming[0].clock)}, confirmed and ready.")
    return status.ok("No release is planned.")
