"""Who may open what in ``audit``: the trail, the status page, and what machines ask."""

from tests.house.matrix.people import ADMINISTRATOR, GOVERNANCE
from tests.house.matrix.rows import for_everybody, page

READ_THE_TRAIL = {ADMINISTRATOR, GOVERNANCE}

ROWS = [
    for_everybody("healthz"),
    for_everybody("readyz"),
    # The walk asks from this machine and through no proxy.
    for_everybody("metrics"),
    page("audit:changes", by=READ_THE_TRAIL),
    page("audit:looks", by=READ_THE_TRAIL),
    page("audit:looks-csv", by=READ_THE_TRAIL),
    page("audit:status", by={ADMINISTRATOR}),
]
