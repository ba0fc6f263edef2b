"""Words of a form: in the form's language, with earlier answers in their places."""

import re
from dataclasses import dataclass

from instruments.xlsform.asked import AskedSoFar
from instruments.xlsform.findings import Weight, quoted
from instruments.xlsform.sheets import Book, Row

ANSWER = re.compile(r"\$\{([^{}]{1,200})\}")
MARKED_UP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*[^*]+\*\*|(?m:^#{1,6} )|\[[^\]]+\]\(http[^)]*\)")

#: So much of a cell is looked at for marks.
LOOKED_AT = 2_000


@dataclass
class Words:
    """Takes words from cells, and says what of them cannot be shown."""

    book: Book

    def said(self, row: Row, name: str, so_far: AskedSoFar, *, may_pipe: bool = True) -> str:
        """Words of a cell with earlier answers in their places, in the form's language or the next that has any."""
        cell = row.cell(name)
        if cell is None:
            return ""
        words = row.take(name)
        lost = []

        def put(found: re.Match) -> str:
            asked = so_far.known.get(found[1].strip())
            if may_pipe and asked and not asked.row and not asked.question.identifies:
                return f"{{{{ {asked.question.key} }}}}"
            lost.append(found[1].strip())
            return "…"

        replaced = ANSWER.sub(put, words)
        for each in lost:
            why = "identifies somebody" if each in so_far.known and may_pipe else "cannot be shown there"
            says = f"The words show {quoted(each)}, which {why}."
            self.book.find(Weight.CHANGED, [cell], says, "Dots stand in its place. Word it anew.")
        if MARKED_UP.search(words[:LOOKED_AT]):
            says = "The words have marks for bold, headings, links or colours."
            self.book.find(Weight.CHANGED, [cell], says, "They are shown as they are typed. Take the marks out.")
        languages = [each for each in row.sheet.headings_of(name) if each.cell.column == cell.column]
        chosen = row.sheet.languages[0]
        if languages and languages[0].language not in ("", chosen):
            says = f"No words in the form’s language here, but in {languages[0].language}."
            self.book.find(Weight.CHANGED, [cell], says, "Those were taken.")
        return replaced

    def note(self, row: Row, so_far: AskedSoFar) -> str:
        """The words of a note with its guidance."""
        for name in ("type", "name", "portal_part"):
            row.take(name)
        label, hint = self.said(row, "label", so_far), self.said(row, "hint", so_far)
        if condition := row.take("relevant"):
            says = f"Words that stand only where {quoted(condition)}."
            self.book.find(Weight.CHANGED, row.at("relevant"), says, "Everybody sees them.")
        return "\n\n".join(filter(None, [label, hint]))
