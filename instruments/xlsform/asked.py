"""What a form has asked so far, under the names that its expressions call it by."""

from dataclasses import dataclass, field

from instruments.questions import Question


@dataclass(frozen=True)
class Asked:
    """A question that was brought, and what the names of its options became."""

    question: Question
    options: dict[str, str] = field(default_factory=dict)
    #: The row of a grid that the name means, where it means one.
    row: str = ""
    #: Why no condition can ask about it, though it is asked.
    unasked: str = ""


@dataclass
class AskedSoFar:
    """From the top of the form: questions that were brought, and those that were not with the reason."""

    known: dict[str, Asked] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    #: Every name of the form, to tell what comes later from what is nowhere.
    names: frozenset[str] = frozenset()

    def why_not(self, name: str) -> str:
        """Why nothing can be asked about a name."""
        if name in self.left_out:
            return f"“{name}” {self.left_out[name]}"
        if name in self.names:
            return f"“{name}” is not asked before it"
        return f"the form has no question “{name}”"
