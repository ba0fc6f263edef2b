"""The rooms of the house, in their order: whoever stands in one sees only those before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

HOUSE = Path(settings.BASE_DIR)

#: Imports point left. The places of those that are not there yet are kept for when they come.
ROOMS = [
    "interface",
    "accounts",
    "audit",
    "files",
    "notifications",
    "instruments",
    "programmes",
    "surveys",
    "inspections",
    "selfeval",
    "reports",
    "analysis",
    "assurance",
    "accuracy",
    "followup",
    "newsroom",
    "public",
]
#: These stand on top and may see every room: invented data, and measuring.
ON_TOP = {"demo", "bench"}
#: Settings, addresses, the menu, logs: it names every room, and so none may name it.
WIRING = "scrutiny_portal"


def present() -> list[str]:
    return [room for room in ROOMS if (HOUSE / room).is_dir()]


def modules(folder: str, *, migrations: bool = False) -> Iterator[Path]:
    for path in sorted((HOUSE / folder).rglob("*.py")):
        if migrations or "migrations" not in path.parts:
            yield path


def templates() -> list[Path]:
    """Every template, Django's and Jinja's."""
    return sorted(path for path in (HOUSE / "templates").rglob("*") if path.suffix in {".html", ".jinja"})


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, wherever in the file, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{name.name}", node.lineno) for name in node.names)
