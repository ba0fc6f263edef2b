"""What becomes of a form, as lines that a person can read beside it.

``python -m tests.instruments.telling`` writes them anew for every form; read what changed before it is kept.
"""

from collections.abc import Iterator
from pathlib import Path

from instruments.questions import Grid, Group, Question
from instruments.xlsform.bringing import Brought, brought
from instruments.xlsform.sheets import content_of

FORMS = Path(__file__).parent / "xlsforms"


def forms() -> list[Path]:
    return sorted(path for path in FORMS.iterdir() if path.suffix in (".xls", ".xlsx"))


def read(path: Path) -> Brought:
    return brought(content_of(path.read_bytes()), key=path.stem)


def told(form: Brought) -> str:
    """Sections, questions and options, and then every finding."""
    return "\n".join([*_instrument(form), "", *_findings(form)]).strip() + "\n"


def _instrument(form: Brought) -> Iterator[str]:
    instrument = form.instrument
    if instrument is None:
        yield "It cannot be brought in."
        return
    yield instrument.title
    for name in ("intro", "thanks"):
        if words := getattr(instrument, name):
            yield f"  {name}: {_line(words)}"
    for section in instrument.sections:
        yield ""
        yield f"[{section.key}] {section.title}" + (f" (if {section.shown_if})" if section.shown_if else "")
        if section.intro:
            yield f"  {_line(section.intro)}"
        for question in section.questions:
            yield from _question(question, "  ")


def _question(question: Question, indent: str) -> Iterator[str]:
    marks = [question.kind, *(["required"] if question.required else [])]
    marks += [f"if {question.shown_if}"] if question.shown_if else []
    marks += [
        f"{name} {value}"
        for name in ("at_most", "places", "longest", "words", "least", "most", "decimals", "unit", "earliest", "latest")
        if (value := getattr(question, name, None)) not in (None, "", 0)
    ]
    yield f"{indent}{question.key}: {_line(question.label)} ({', '.join(marks)})"
    if question.hint:
        yield f"{indent}  hint: {_line(question.hint)}"
    if isinstance(question, Grid):
        yield f"{indent}  rows: " + ", ".join(f"{key} “{words}”" for key, words in question.rows)
    if options := question.options_of():
        yield f"{indent}  options: " + ", ".join(
            f"{each.key} “{each.label}”" + (" alone" if each.exclusive else "") for each in options
        )
    if isinstance(question, Group):
        for inner in question.questions:
            yield from _question(inner, f"{indent}  ")


def _findings(form: Brought) -> Iterator[str]:
    for each in form.findings:
        yield f"{each.weight}: {each.where}: {each.says} {each.done}"


def _line(words: str) -> str:
    return " / ".join(words.splitlines())


if __name__ == "__main__":
    for path in forms():
        path.with_suffix(".txt").write_text(told(read(path)), encoding="utf-8")
