"""What a page costs to load, and that it can be collected, named by its content and compressed."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from interface.marks import MARKS
from tests.build import programmes as build

HOME = Path(settings.BASE_DIR)
STATIC_FOLDERS = [HOME / "static", HOME / "static_vendor"]


def source(name: str) -> Path:
    return next(folder / name for folder in STATIC_FOLDERS if (folder / name).exists())


def page_for(person=None) -> str:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    return render_to_string("404.html", {}, request)


def brotli_size(html: str) -> dict[str, int]:
    """Sheets and scripts that a page names, and their size as they are sent."""
    names = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)
    return {name: len(brotli.compress(source(name).read_bytes(), quality=11)) for name in names}


def test_a_public_page_loads_at_most_40_kb_of_sheets_and_scripts():
    sizes = brotli_size(page_for())
    assert set(sizes) == {"sgds/design-system.css", "brand.css", "portal.css", "sgds/design-system.js", "portal.js"}
    assert sum(sizes.values()) <= 40_000, sizes


@pytest.mark.django_db
def test_a_page_of_a_person_who_signed_in_loads_at_most_60_kb():
    sizes = brotli_size(page_for(build.person()))
    assert "htmx/htmx.min.js" in sizes
    assert "work.css" in sizes
    assert sum(sizes.values()) <= 60_000, sizes


def test_everything_is_collected_named_by_its_content_and_compressed(tmp_path):
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    sheets = list((tmp_path / "sgds").glob("design-system.*.css"))
    assert len(sheets) == 1
    assert sheets[0].with_suffix(".css.br").exists()
    assert sheets[0].with_suffix(".css.gz").exists()
    sheet = next(tmp_path.glob("portal.*.css")).read_text()
    assert re.search(r"roboto-latin-400-normal\.[0-9a-f]{12}\.woff2", sheet)
    assert "sourceMappingURL" not in gzip.decompress(sheets[0].with_suffix(".css.gz").read_bytes()).decode()


def test_licences_stand_beside_what_is_served():
    for licence in ("sgds/LICENSE.txt", "roboto/LICENSE", "htmx/LICENSE"):
        assert (HOME / "static_vendor" / licence).stat().st_size > 100, licence


def test_a_correction_that_no_longer_fits_stops_the_copying(tmp_path):
    sys.path.insert(0, str(HOME / "scripts"))
    try:
        import vendor_static
    finally:
        sys.path.pop(0)
    with pytest.raises(SystemExit, match="no longer contains"):
        vendor_static.corrected("sgds/design-system.js", "nothing of what was expected")


def test_the_lock_file_has_hashes_and_no_registry():
    lock = (HOME / "package-lock.json").read_text()
    assert lock.count('"integrity": "sha512-') == 4
    assert '"resolved"' not in lock
    assert "registry." not in lock


def test_nothing_that_is_installed_is_committed():
    listed = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert not re.search(r"^(node_modules|static_vendor)(/|$)", listed, re.MULTILINE)


def test_tiles_have_the_colours_of_their_marks():
    sheet = (HOME / "static" / "tile_map.css").read_text()
    for mark in MARKS.values():
        assert f".tile--{mark.kind} {{ background: {mark.fill}; color: {mark.ink}; }}" in sheet


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_marks_can_be_read_and_differ_without_their_colour():
    for mark in MARKS.values():
        assert contrast(mark.fill, mark.ink) >= 4.5, mark.kind
    assert len({mark.path for mark in MARKS.values()}) == len(MARKS)


def test_the_brand_can_be_read():
    brand = dict(re.findall(r"(--brand[a-z-]*): (#[0-9a-f]{6})", (HOME / "static" / "brand.css").read_text()))
    assert contrast(brand["--brand"], "#ffffff") >= 4.5
    assert contrast(brand["--brand-dark"], brand["--brand-light"]) >= 4.5
