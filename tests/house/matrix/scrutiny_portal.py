"""Who may open what the wiring adds: the components on one page, in a demonstration alone."""

from tests.house.matrix.rows import for_everybody

ROWS = [
    for_everybody("gallery"),
    for_everybody("gallery-wide"),
]
