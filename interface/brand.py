"""The portal's colours for what no style sheet reaches, such as e-mail. They are chosen in brand.css and nowhere else."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

COLOUR = re.compile(r"--(brand[a-z-]*)\s*:\s*(#[0-9a-fA-F]{3,8})\s*[;}]")


@lru_cache(maxsize=1)
def colours() -> dict[str, str]:
    """The colours by their names in the sheet, such as ``brand-dark``."""
    sheet = finders.find("brand.css")
    found = dict(COLOUR.findall(Path(sheet).read_text(encoding="utf-8"))) if sheet else {}
    missing = {"brand", "brand-dark", "brand-light"} - set(found)
    if missing:
        raise LookupError(f"brand.css does not say --{', --'.join(sorted(missing))} as #rrggbb.")
    return found
