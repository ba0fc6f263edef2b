"""What a report's page is framed by. When the frame changes, pages that were kept ready are made anew."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

FRAME = ("base.html", "public/report.html", "public/parts", "components", "charts")


@cache
def fingerprint() -> str:
    """A short digest of the templates and style sheets around an edition, taken once when a process first asks."""
    seen = sha256(settings.PORTAL_NAME.encode())
    for name in FRAME:
        place = Path(settings.BASE_DIR, "templates", name)
        for path in sorted([*place.rglob("*.html"), *place.rglob("*.jinja")]) if place.is_dir() else [place]:
            seen.update(path.read_bytes())
    for sheet in (
        "portal.css",
        "brand.css",
        "sgds/design-system.css",
        "sgds/design-system.js",
        "portal.js",
        "images/sharing.png",
    ):
        seen.update(static(sheet).encode())
    return seen.hexdigest()[:16]
