"""Background work of the trail, and of the room below it, which knows no trail."""

from celery import shared_task

from accounts import sessions
from audit import trail
from audit.task_runs import recorded
from interface.counting import counted


@shared_task
@recorded("Seal the audit trail")
def seal() -> str:
    """May run twice, and twice at once: the second finds nothing to do."""
    sealed = trail.seal()
    return f"{counted(sealed, 'row')} sealed" if sealed else "Nothing to seal"


@shared_task
@recorded("Remove ended sessions")
def remove_ended_sessions() -> str:
    """Remove what is left of sessions that have ended. May run twice: the second finds none."""
    removed = sessions.remove_ended()
    return f"{counted(removed, 'session')} removed" if removed else "No session had ended"
