"""Who may open what a demonstration adds: the components on one page."""

from tests.house.matrix.rows import for_everybody

ROWS = [
    for_everybody("gallery"),
    for_everybody("gallery-wide"),
]
