"""Questionnaires for tests, read from their text."""

from pathlib import Path
from tempfile import TemporaryDirectory

from instruments.plain_text import Finding, read_page
from instruments.questions import Instrument
from instruments.reading import the_instrument


def read(text: str) -> tuple[Instrument, list[Finding]]:
    """A questionnaire and what is wrong with it."""
    findings: list[Finding] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "survey.toml"
        path.write_text(text, encoding="utf-8")
        page = read_page(path, inside=Path(folder), findings=findings)
    assert page, findings
    top = page.top
    found = the_instrument("survey", page, top)
    top.done()
    return found, findings


def sound(questions: str) -> Instrument:
    """A questionnaire of one section in which nothing is wrong."""
    found, findings = read(f'title = "Survey"\n[[section]]\nkey = "one"\ntitle = "One"\n{questions}')
    assert not findings, findings
    return found
