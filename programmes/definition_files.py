"""From a folder of plain text to a Definition, with everything that is wrong with it.

docs/programme-definitions.md tells a policy officer how the files are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from instruments.plain_text import Finding, Page, read_page
from programmes.definition import Definition, Letter
from programmes.definition_pages.instruments import instrument, is_survey, survey
from programmes.definition_pages.programme import the_definition
from programmes.definition_pages.report import the_report
from programmes.definition_pages.runs import run
from programmes.definition_pages.texts import document, letter
from programmes.definition_pages.timetable import the_timetable

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "definitions"
# Letters that every programme uses, unless its own folder has one of the same name.
HOUSE_LETTERS = HERE / "letters"


class DefinitionError(ValueError):
    """A definition that cannot be used; `findings` say what is wrong and where."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


@dataclass(frozen=True, slots=True)
class Read:
    """What reading one folder gave: a definition to compare and use, what is wrong with it, and what waits.

    What waits is right as it stands, but this portal cannot do it yet.
    """

    slug: str
    definition: Definition | None
    findings: tuple[Finding, ...]
    waits: tuple[Finding, ...] = ()
    #: Whether every file was compared with the others; where one could not be used, putting it right may show more.
    compared: bool = True


def slugs(folder: Path = FOLDER) -> list[str]:
    """The programmes that have a folder."""
    return sorted(path.name for path in folder.iterdir() if (path / "programme.toml").exists())


def read(slug: str, folder: Path = FOLDER) -> Read:
    """Read one folder and compare what its files say, naming everything that is wrong."""
    from programmes.definition_checks import check, letters_that_wait

    findings: list[Finding] = []
    reader = _Folder(folder / slug, findings)
    definition = reader.definition()
    unsound = {finding.file for finding in findings}
    if definition is not None and definition.slug == slug and reader.can_be_compared(unsound):
        further: list[Finding] = []
        check(definition, reader.pages, further)
        # Of a file that is wrong by itself, comparing would only repeat in other words what is already said.
        findings += [finding for finding in further if finding.file not in unsound]
    sound = definition is not None and not findings
    waits = letters_that_wait(definition, reader.pages) if sound else []
    return Read(slug, definition, tuple(sorted(set(findings))), tuple(waits), compared=not unsound)


def read_all(folder: Path = FOLDER) -> list[Read]:
    """Read every folder."""
    return [read(slug, folder) for slug in slugs(folder)]


@lru_cache(maxsize=32)
def load(slug: str, folder: Path = FOLDER) -> Definition:
    """The definition of one programme, or DefinitionError with everything that is wrong with it."""
    found = read(slug, folder)
    if found.definition is None or found.findings:
        raise DefinitionError(found.findings)
    return found.definition


class _Folder:
    """Reads the files of one folder; each page is kept for the checks, which need its lines."""

    def __init__(self, path: Path, findings: list[Finding]):
        self.path, self.findings = path, findings
        self.pages: dict[str, Page] = {}

    def page(self, path: Path) -> Page | None:
        inside = self.path.parent if path.is_relative_to(self.path) else HERE
        page = read_page(path, inside=inside, findings=self.findings)
        if page is not None:
            self.pages[page.file] = page
        return page

    def can_be_compared(self, unsound: set[str]) -> bool:
        """Whether the sound files can be: all rests on the timetable, and what was not opened is missed everywhere."""
        return f"{self.path.name}/timetable.toml" not in unsound and unsound <= self.pages.keys()

    def each(self, folder: Path, ending: str) -> Iterator[tuple[str, Page]]:
        for path in sorted(folder.glob(f"*{ending}")):
            page = self.page(path)
            if page is not None:
                yield path.stem, page

    def definition(self) -> Definition | None:
        programme = self.page(self.path / "programme.toml")
        timetable = self.page(self.path / "timetable.toml")
        report = self.page(self.path / "report.toml")
        letters = self.letters()
        documents = tuple(
            sorted(
                (document(key, page) for key, page in self.each(self.path / "documents", ".md")),
                key=lambda each: (each.order, each.title),
            )
        )
        forms = list(self.each(self.path / "instruments", ".toml"))
        instruments = tuple(instrument(key, page) for key, page in forms if not is_survey(page))
        surveys = tuple(survey(key, page) for key, page in forms if is_survey(page))
        if programme is None or timetable is None or report is None:
            return None
        dated = the_timetable(timetable, {letter.key: letter for letter in letters})
        runs = tuple(run(key, page, dated) for key, page in self.each(self.path / "runs", ".toml"))
        return the_definition(
            programme,
            folder=self.path.name,
            timetable=dated,
            runs=runs,
            letters=letters,
            documents=documents,
            instruments=instruments,
            surveys=surveys,
            report=the_report(report),
        )

    def letters(self) -> tuple[Letter, ...]:
        """The house's letters, and the programme's own in place of those of the same name."""
        found = {key: letter(key, page) for key, page in self.each(HOUSE_LETTERS, ".md")}
        found |= {key: letter(key, page) for key, page in self.each(self.path / "letters", ".md")}
        return tuple(found.values())
