"""docs/delivery.md names tests and files: each must be there, so that no promise rests on a test that was renamed."""

import re
from pathlib import Path

from django.conf import settings

TOP = Path(settings.BASE_DIR)
PAGE = (TOP / "docs" / "delivery.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_exists():
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (TOP / "tests").rglob("test_*.py"))
    named = re.findall(r"`(test_[a-z0-9_]+)`", PAGE)
    assert len(named) > 20
    assert not [name for name in named if f"def {name}(" not in tests]


def test_every_file_that_the_page_names_exists():
    named = re.findall(r"[`(]([a-z_]+/[a-z0-9_/-]+\.(?:py|md))[`)]", PAGE)
    assert len(named) > 15
    assert not [name for name in named if not (TOP / name).exists() and not (TOP / "docs" / name).exists()]
