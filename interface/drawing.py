"""Plain SVG, drawn by us: the shapes, the colours, and about how wide a text comes out.

Geometry is in units of one CSS pixel at the drawing's natural width (WIDE or NARROW): the browser scales the
drawing to its column, so text keeps about the size given here. Presentation attributes only: a content security
policy refuses styles, and a PDF knows none of ours.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDE = 720
NARROW = 340

INK = "#1a1a1a"
MUTED = "#5e5e5e"
RULE = "#b3b3b3"
# The design system's data palette; neighbours differ by 3:1 or are parted by white and lettered.
PALETTE = ("#002d54", "#2b9c93", "#6a2063", "#e5682a", "#0b4c0b", "#5d9f3c", "#592c20", "#ca72a2")
ON_PALETTE = ("#ffffff", "#1a1a1a", "#ffffff", "#1a1a1a", "#ffffff", "#1a1a1a", "#ffffff", "#1a1a1a")
DASHES = ("", "8 4", "2 4", "12 4 2 4", "5 5", "1 5", "16 6", "4 2")

# Widths of Roboto's letters in thousandths of the size, by class: enough to break a label in the right place.
NARROW_LETTERS = set("iljtfrI.,;:'!|()[] -")
BROAD_LETTERS = set("mwMWQO@%&")


def width(text: str, size: float, weight: int = 400) -> float:
    """About how wide a text comes out, erring on the broad side."""
    thousandths = sum(330 if c in NARROW_LETTERS else 860 if c in BROAD_LETTERS else 575 for c in text)
    return thousandths * size / 1000 * (1.06 if weight >= 700 else 1)


def wrapped(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """A text in lines that fit the room; a single long word is broken rather than let out."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while width(word, size, weight) > room and len(word) > 4:
            fits = len(word) - 1
            while fits > 3 and width(word[:fits] + "-", size, weight) > room:
                fits -= 1
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:fits] + "-")
            word = word[fits:]
        tried = f"{line} {word}".strip()
        if line and width(tried, size, weight) > room:
            lines.append(line)
            line = word
        else:
            line = tried
    return [*lines, line] if line or not lines else lines


# --- Shapes: what templates/charts/drawing.html knows how to write ---------------------------------------------------


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    stroke_width: float = 1
    kind: str = "rect"


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = RULE
    stroke_width: float = 1
    dash: str = ""
    kind: str = "line"


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    size: float = 15
    weight: int = 400
    fill: str = INK
    anchor: str = "start"
    kind: str = "text"


@dataclass(frozen=True)
class Path:
    d: str
    stroke: str
    stroke_width: float = 3
    dash: str = ""
    fill: str = "none"
    kind: str = "path"


def diamond(x: float, y: float, r: float, *, fill: str, stroke: str) -> Path:
    return Path(f"M{n(x)} {n(y - r)}L{n(x + r)} {n(y)}L{n(x)} {n(y + r)}L{n(x - r)} {n(y)}Z", stroke, 2, "", fill)


def point(index: int, x: float, y: float, colour: str) -> Path:
    """The mark of one value on a line: four shapes, full and then hollow, that differ without their colour."""
    r = 5.0
    shapes = [
        f"M{n(x - r)} {n(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z",
        f"M{n(x - r)} {n(y - r)}h{2 * r}v{2 * r}h{-2 * r}Z",
        f"M{n(x)} {n(y - r - 1)}L{n(x + r + 1)} {n(y + r)}L{n(x - r - 1)} {n(y + r)}Z",
        f"M{n(x)} {n(y - r - 2)}L{n(x + r + 2)} {n(y)}L{n(x)} {n(y + r + 2)}L{n(x - r - 2)} {n(y)}Z",
    ]
    return Path(shapes[index % 4], colour, 2, "", colour if index < 4 else "#ffffff")


@dataclass
class Drawing:
    width: float
    height: float
    shapes: list


def n(value: float) -> str:
    """A coordinate with no more figures than are seen."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
