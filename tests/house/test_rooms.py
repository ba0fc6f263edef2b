"""The house: one concept one room, imports point one way, no drawer without a name."""

import ast
import re

import pytest

from tests.house.rooms import HOUSE, ON_TOP, ROOMS, WIRING, imports, modules, present, templates

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "core", "lib", "tools", "shared"}


@pytest.mark.parametrize("room", present())
def test_imports_point_one_way(room):
    above = {*ROOMS[ROOMS.index(room) + 1 :], *ON_TOP, WIRING}
    wrong = [
        f"{path.relative_to(HOUSE)}:{line} imports {module}"
        for path in modules(room, migrations=True)
        for module, line in imports(path)
        if module.partition(".")[0] in above
    ]
    assert wrong == []


def test_no_two_modules_need_each_other():
    """Not even by way of others, nor from within a function: each can be read after those that it imports."""
    names = {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts): path
        for folder in [*present(), *ON_TOP, WIRING]
        for path in modules(folder)
    }
    needs = {name: {each for each, _ in imports(path) if each in names} - {name} for name, path in names.items()}

    def reached_from(name: str) -> set[str]:
        found, ahead = set(), [name]
        while ahead:
            new = needs[ahead.pop()] - found
            found |= new
            ahead += new
        return found

    assert [name for name in names if name in reached_from(name)] == []


def test_every_drawer_has_a_name():
    everywhere = [path for folder in [*present(), *ON_TOP, WIRING, "tests"] for path in (HOUSE / folder).rglob("*")]
    nameless = [
        str(path.relative_to(HOUSE))
        for path in everywhere
        if path.stem in DRAWERS and path.suffix in {"", ".py", ".html", ".jinja"}
    ]
    assert nameless == []


def _programmes_named(tree) -> list[int]:
    """Lines with a programme's slug as words of their own."""
    slugs = {folder.name for folder in (HOUSE / "programmes" / "definitions").iterdir() if folder.is_dir()}
    assert "social-work-governance" in slugs
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in slugs]


def test_no_code_knows_a_programme_by_its_slug():
    """What is special about a programme stands in its definition, where a policy officer can read and change it."""
    wrong = [
        f"{path.relative_to(HOUSE)}:{line}"
        for room in [*present(), WIRING]
        for path in modules(room)
        for line in _programmes_named(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert wrong == []
    in_templates = [
        str(path.relative_to(HOUSE))
        for path in templates()
        if re.search(r"{%\s*(?:el)?if[^%]*\bslug\s*[=!]=\s*['\"]", path.read_text(encoding="utf-8"))
    ]
    assert in_templates == []


def test_the_check_for_slugs_sees_one():
    assert _programmes_named(ast.parse("if programme.slug == 'mappa-review': pass")) == [1]
    assert _programmes_named(ast.parse("SPECIAL = {'care-leavers': 2}")) == [1]
    assert _programmes_named(ast.parse("if programme.slug == wanted: pass")) == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TODO|FIXME|XXX|coming soon|not yet implemented|lorem ipsum)\b", re.IGNORECASE)
    places = [*(path for room in [*present(), *ON_TOP, WIRING] for path in modules(room))]
    places += [*templates(), *(HOUSE / "docs").rglob("*.md"), HOUSE / "README.md"]
    assert [str(path.relative_to(HOUSE)) for path in places if later.search(path.read_text(encoding="utf-8"))] == []
