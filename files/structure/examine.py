"""One file, read by the room that knows its kind."""

from importlib import import_module

from files import kinds
from files.structure.findings import Findings, Stop


def examine(data: bytes, kind: kinds.Kind) -> Findings:
    """What is to be said against a file of this kind. Call it in a process of its own (``files.safety.examine``)."""
    findings = Findings()
    if not data:
        findings.refuse("empty")
    elif kind.begins and not data.startswith(kind.begins):
        findings.refuse(
            "looks-like-another",
            extension=kind.slug,
            what=kinds.looks_like(data[:512]) or "something else",
            title=kind.title,
        )
    else:
        try:
            import_module(f"files.structure.{kind.reader}").check(data, kind, findings)
        except Stop:
            pass
        except (MemoryError, RecursionError):
            findings.refuse("too-much-to-read")
    return findings
