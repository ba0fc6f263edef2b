#!/usr/bin/env python3
"""Copy the front-end files that we serve out of node_modules into static_vendor/.

Run after `npm ci`. Nothing of other people's is committed, and nothing is built: the packages'
compiled files are served as published, but for the corrections listed in CORRECTIONS, each with
its reason. A correction that no longer finds its text stops the run, so that an upgrade cannot
lose one in silence.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
MODULES = HOME / "node_modules"
TARGET = HOME / "static_vendor"

SGDS = "@scottish-government/design-system"
ROBOTO = "@fontsource/roboto"

# What we serve, and the licence it comes with. A folder is copied with what it holds.
SERVED = {
    f"{SGDS}/dist/css/design-system.min.css": "sgds/design-system.css",
    f"{SGDS}/dist/scripts/design-system.js": "sgds/design-system.js",
    f"{SGDS}/dist/images/icons/icons.stack.svg": "sgds/icons.svg",
    f"{SGDS}/dist/images/documents/svg": "sgds/documents",
    f"{SGDS}/LICENSE.txt": "sgds/LICENSE.txt",
    f"{ROBOTO}/files/roboto-latin-400-normal.woff2": "roboto/roboto-latin-400-normal.woff2",
    f"{ROBOTO}/files/roboto-latin-700-normal.woff2": "roboto/roboto-latin-700-normal.woff2",
    f"{ROBOTO}/files/roboto-latin-ext-400-normal.woff2": "roboto/roboto-latin-ext-400-normal.woff2",
    f"{ROBOTO}/files/roboto-latin-ext-700-normal.woff2": "roboto/roboto-latin-ext-700-normal.woff2",
    f"{ROBOTO}/LICENSE": "roboto/LICENSE",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
}

# The compiled sheet has no custom properties: the brand colour and the two shades that were worked
# out from it are written in full some hundred times. Named here, they are chosen in brand.css alone.
BRAND = {
    r"#0065bd": "var(--brand)",
    r"rgba\(0,101,189,\.8\)": "var(--brand)",
    r"rgb\(0,66\.9325396825,125\.25\)": "var(--brand-dark)",
    r"rgba\(0,66\.9325396825,125\.25,\.8\)": "var(--brand-dark)",
    r"rgb\(217\.6861375301,237\.6263497495,255\)": "var(--brand-light)",
    r"rgb\(217\.6167577811,237\.6434946841,255\)": "var(--brand-light)",
}

CORRECTIONS = {
    "sgds/design-system.css": BRAND,
    "sgds/design-system.js": {
        # A hidden comma between label and button makes the button's spoken name differ from the one
        # that is seen (WCAG 2.5.3): people who speak to their computer cannot press it.
        r"this\.dropzoneButton\.appendChild\(i\), ": "",
        r"\$\{e\.id\} \$\{i\.id\} \$\{this\.dropzoneButton\.id\}": "${e.id} ${this.dropzoneButton.id}",
    },
}

# The maps are not served, and a manifest that follows the pointers to them fails.
SOURCE_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*?$)", re.MULTILINE)


def corrected(name: str, text: str) -> str:
    """The text of one file with its corrections made."""
    text = SOURCE_MAP.sub("", text)
    for pattern, replacement in CORRECTIONS.get(name, {}).items():
        text, times = re.subn(pattern, lambda _, words=replacement: words, text)
        if not times:
            raise SystemExit(
                f"{name} no longer contains {pattern!r}. The package has changed: see whether the "
                "correction in scripts/vendor_static.py is still needed, and rewrite or remove it."
            )
    return text


def copy(source: Path, name: str) -> None:
    if source.is_dir():
        for child in sorted(source.iterdir()):
            copy(child, f"{name}/{child.name}")
        return
    target = TARGET / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix in {".css", ".js"}:
        target.write_text(corrected(name, source.read_text("utf-8")), "utf-8")
    else:
        shutil.copyfile(source, target)


def main() -> int:
    missing = [path for path in SERVED if not (MODULES / path).exists()]
    if missing:
        print("Not installed yet, run `npm ci` first: " + ", ".join(missing), file=sys.stderr)
        return 1
    if TARGET.exists():
        shutil.rmtree(TARGET)
    for path, name in SERVED.items():
        copy(MODULES / path, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
