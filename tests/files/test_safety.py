"""What is refused, with which words, and that people's everyday files are not."""

import struct
import tempfile

import pytest

from files import kinds, safety
from files.structure import limits
from files.structure.examine import examine
from files.structure.findings import SENTENCES, Findings, Stop
from tests.build import documents
from tests.files.hostile import CORPUS

MOST_SECONDS = 5


def look(name: str, data: bytes):
    return safety.look_at_once(name, len(data), data[:4096])


def check(name: str, data: bytes) -> safety.Verdict:
    """Both looks, as a file goes through them."""
    kind, refusals = look(name, data)
    if refusals:
        return safety.Verdict(refusals)
    with tempfile.TemporaryFile() as content:
        content.write(data)
        content.seek(0)
        return safety.examine(content, kind)


def test_the_corpus_is_large_and_no_two_entries_are_the_same():
    assert len(CORPUS) >= 45
    assert len({str(entry) for entry in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("entry", CORPUS, ids=str)
def test_a_hostile_file_is_refused_with_words_that_help(entry):
    verdict = check(entry.file_name, entry.make())

    assert entry.code in [refusal.code for refusal in verdict.refusals]
    said = next(refusal.sentence for refusal in verdict.refusals if refusal.code == entry.code)
    assert said.startswith(entry.says), said
    assert said.endswith("."), said
    assert verdict.seconds < MOST_SECONDS
    assert verdict.memory < limits.MEMORY_BYTES


#: Read to their end these fill the memory of whoever reads them, so they are not read in the tests' own process.
ONLY_IN_THE_CHILD = {"too-much-to-read"}


@pytest.mark.parametrize("entry", [e for e in CORPUS if e.code not in ONLY_IN_THE_CHILD], ids=str)
def test_without_its_check_a_hostile_file_would_pass(entry, monkeypatch):
    """The corpus proves each check only if nothing else refuses its entry; what else does is named beside it."""
    refuse, blind = Findings.refuse, {entry.code} | entry.also

    def refuse_unless_blind(self, code, **details):
        if code not in blind:
            refuse(self, code, **details)

    def stop_unless_blind(self, code, **details):
        if code not in blind:
            refuse(self, code, **details)
            raise Stop(code)

    monkeypatch.setattr(Findings, "refuse", refuse_unless_blind)
    monkeypatch.setattr(Findings, "stop", stop_unless_blind)
    data = entry.make()
    _, refusals = look(entry.file_name, data)
    kind = kinds.BY_EXTENSION.get(kinds.extension_of(entry.file_name))
    if kind and not refusals and entry.code != "too-large":
        try:
            refusals = examine(data, kind).refusals
        except (IndexError, KeyError, OSError, UnboundLocalError, AttributeError, struct.error, TypeError):
            assert "stumbles" in entry.also
    assert refusals == []


#: Named by the file and not by its bytes, which hold the second they were made in: two test workers would differ.
EVERYDAY = [pytest.param(name, data, note, id=name) for name, data, note in documents.everyday()]


@pytest.mark.parametrize(("name", "data", "note"), EVERYDAY)
def test_an_everyday_file_is_taken(name, data, note):
    verdict = check(name, data)
    assert verdict.sentences == []
    assert bool(note) == bool(verdict.notes)
    assert note in " ".join(verdict.notes)


def test_every_sentence_has_an_entry_that_provokes_it():
    elsewhere = {"far-too-large", "too-much-at-once", "unreadable", "virus", "name-missing", "pdf-sends", "part-nested"}
    assert set(SENTENCES) - {entry.code for entry in CORPUS} <= elsewhere


def test_a_refusal_says_everything_at_once():
    data = documents.zipped(
        [
            ("[Content_Types].xml", documents.content_types(**{
                "word/document.xml": f"{documents.OFFICE}wordprocessingml.document.main+xml"})),
            ("word/document.xml", "<a/>"),
            ("word/vbaProject.bin", b"macros"),
            ("word/activeX/activeX1.xml", "<a/>"),
        ]
    )  # fmt: skip
    assert {refusal.code for refusal in check("minutes.docx", data).refusals} == {"macros", "controls"}


def test_a_reader_that_breaks_says_nothing_about_the_file(settings, tmp_path):
    settings.BASE_DIR = tmp_path  # where no files.structure is to be found
    with pytest.raises(safety.CheckFailed):
        check("minutes.pdf", documents.pdf())


def test_the_reader_is_given_no_secrets(monkeypatch):
    seen = {}
    monkeypatch.setenv("PORTAL_SECRET_KEY", "secret")
    popen = safety.subprocess.Popen
    monkeypatch.setattr(
        safety.subprocess, "Popen", lambda *args, **kwargs: seen.update(kwargs["env"]) or popen(*args, **kwargs)
    )
    check("minutes.pdf", documents.pdf())
    assert seen
    assert "PORTAL_SECRET_KEY" not in seen
    assert "DATABASE_URL" not in seen


@pytest.mark.parametrize(
    ("ending", "refused"),
    [("os.kill(os.getpid(), 9)", None), ("os.abort()", "too-much-to-read"), ("[0] * 10**10", "too-much-to-read"),
     ("while True: pass", "too-much-to-read"), ("raise KeyError('words of the file')", None)],
)  # fmt: skip
def test_how_a_reader_ends_says_whether_it_was_the_file(ending, refused, settings, tmp_path, monkeypatch):
    """A crash, too much memory and too much time are the file's doing; being stopped, or a mistake of ours, are not."""
    room = tmp_path / "files" / "structure"
    room.mkdir(parents=True)
    limited = "import os, resource; resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20,) * 2); "
    (room / "__main__.py").write_text(f"{limited}resource.setrlimit(resource.RLIMIT_CPU, (1, 3))\n{ending}\n")
    settings.BASE_DIR = tmp_path
    if refused:
        assert [refusal.code for refusal in check("minutes.pdf", documents.pdf()).refusals] == [refused]
    else:
        with pytest.raises(safety.CheckFailed) as failed:
            check("minutes.pdf", documents.pdf())
        assert "words of the file" not in str(failed.value)
