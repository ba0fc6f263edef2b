"""Who may open what in ``audit``: the trail, the status page, and what machines ask."""

from tests.house.matrix import ADMINISTRATOR, EVERYBODY, GOVERNANCE, LEAD, OK, SUPPORT, Row

READ_THE_TRAIL = {ADMINISTRATOR, GOVERNANCE}


def prepare(world) -> None:
    """Nothing beyond the world itself."""


ROWS = [
    Row("healthz", by=EVERYBODY, get=OK),
    Row("readyz", by=EVERYBODY, get=OK),
    # The walk asks from this machine, through no proxy.
    Row("metrics", by=EVERYBODY, get=OK),
    Row("audit:changes", by=READ_THE_TRAIL),
    Row("audit:looks", by=READ_THE_TRAIL),
    Row("audit:looks-csv", by=READ_THE_TRAIL),
    Row("audit:status", by={ADMINISTRATOR, SUPPORT, LEAD}),
]
