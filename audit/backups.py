"""What the status page says about backups; ./portal backup leaves a note of the newest one."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince

from audit import status

#: One a day is asked for; a day and a half lets one night's fail be seen the next morning.
OLD = timedelta(hours=36)


@status.line("Newest backup", order=90)
def newest_backup():
    if settings.DEMO:
        return status.ok("A demonstration needs none.")
    try:
        note = json.loads((settings.PORTAL_BACKUPS / "latest.json").read_text())
    except FileNotFoundError:
        return status.look("None has been made with ./portal backup.")
    made_at = datetime.fromisoformat(note["made_at"])
    words = f"Made {timesince(made_at, depth=1)} ago; it holds {note['holds']}."
    return status.ok(words) if timezone.now() - made_at < OLD else status.wrong(words)
