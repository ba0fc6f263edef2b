"""Background work of this room. Nothing waits for it to become public; it only tells. Each may run twice."""

from celery import shared_task

from audit.task_runs import recorded
from interface.counting import counted
from newsroom import mailing, subscribing


@shared_task
@recorded("Tell subscribers of publications")
def tell_subscribers() -> str:
    """Beat runs this every few seconds: what nobody has been told of is asked of the rows."""
    return mailing.tell_of_what_is_out()


@shared_task
@recorded("Send e-mail to subscribers")
def deliver_mailings() -> str:
    """Send what is due. Two at once send each e-mail once; after a crash one may go twice."""
    return mailing.deliver_waiting()


@shared_task
@recorded("Forget addresses that never said yes")
def forget_unanswered() -> str:
    """Forget addresses that were asked a week ago and never answered. It may run twice: what is forgotten stays so."""
    return f"{counted(subscribing.forget_unanswered(), 'address,addresses')} forgotten"
