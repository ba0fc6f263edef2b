"""The response table: every comment with what was decided and why, as a page, a Word document and a PDF."""

import io
import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from accuracy.models import Comment, FactCheck
from files.printable import Printable, printable
from interface.counting import counted

RECEIPT, RESPONSE = "fact-check-receipt", "fact-check-response"
COLUMNS = ("Paragraph", "Comment", "Type", "Decision", "Reason", "Changed text")


@dataclass(frozen=True)
class Row:
    """One comment of the response table, in words."""

    number: int
    paragraph: str
    comment: str
    kind: str
    decision: str
    reason: str
    changed_text: str
    by_the_panel: bool

    def cells(self) -> tuple[str, ...]:
        decision = f"{self.decision}, by the panel" if self.by_the_panel else self.decision
        return self.paragraph, self.comment, self.kind, decision, self.reason, self.changed_text or "No change"


def rows(check: FactCheck) -> list[Row]:
    """Every comment with its decision, in the order of the text; where it is not decided yet, with none."""
    found = check.comments.select_related("decision").order_by("place", "pk")
    return [_row(number, comment) for number, comment in enumerate(found, start=1)]


def _row(number: int, comment: Comment) -> Row:
    decision = getattr(comment, "decision", None)
    return Row(
        number=number,
        paragraph=comment.label,
        comment=in_words(comment),
        kind=comment.get_kind_display(),
        decision=decision.get_outcome_display() if decision else "",
        reason=decision.reason if decision else "",
        changed_text=decision.changed_text if decision else "",
        by_the_panel=bool(decision and decision.for_panel),
    )


def in_words(comment: Comment) -> str:
    """A comment as one text: the words in question, what they should say, what shows it."""
    parts = (("About", comment.in_question), ("Should say", comment.correction), ("Because", comment.evidence))
    return "\n".join(f"{title}: {words.strip()}" for title, words in parts if words.strip())


# --- Word ------------------------------------------------------------------------------------------------------------


def as_word(check: FactCheck) -> bytes:
    """The response as a Word document: landscape, its table with a heading row that is repeated and read as one."""
    # One page's library: no process needs it before somebody asks.
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    document.core_properties.title = f"Response to comments, {check.reference}"
    document.core_properties.author = check.participation.programme.lead_body.name
    document.core_properties.language = "en-GB"
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    section.footer.paragraphs[0].text = f"{check.reference}: confidential until the report is published"
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading("Response to comments on facts", level=1)
    for line in facts(check):
        document.add_paragraph(CONTROL.sub("", line))
    found = rows(check)
    if found:
        _table(document, found)
    else:
        document.add_paragraph(NOTHING)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


NOTHING = "The partnership had no comments. Nothing in the draft changes because of its check."


#: Signs that no document in XML may hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _table(document, found: list[Row]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    widths = [Cm(width) for width in (2.7, 7.5, 2.6, 2.8, 5.2, 5.2)]
    for cell, title in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(title).bold = True
    heading = table.rows[0]._tr.get_or_add_trPr()
    heading.append(OxmlElement("w:tblHeader"))
    heading[-1].set(qn("w:val"), "true")
    for row in found:
        for cell, words in zip(table.add_row().cells, row.cells(), strict=True):
            cell.text = CONTROL.sub("", words)
    # Word goes by the widths of cells, LibreOffice by those of columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for each in table.rows:
        each._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(each.cells, widths, strict=True):
            cell.width = width


def facts(check: FactCheck) -> list[str]:
    """What stands above the table."""
    found = check.comments.count()
    return [
        f"Report: {check.version.title}",
        f"Partnership: {check.participation.partnership.name}",
        f"Comments signed off by {check.signed_off_by.name} on {check.signed_off_at:%-d %B %Y} ({check.reference})",
        f"{counted(found, 'comment')}; response sent on {check.returned_at:%-d %B %Y}"
        if check.returned_at
        else counted(found, "comment"),
    ]


# --- PDF -------------------------------------------------------------------------------------------------------------


def loaded(rows):
    """With all that its pages show. Not with its report: a partnership reads a version, and knows no draft at work."""
    return rows.select_related(
        "version", "participation__partnership", "participation__programme__lead_body", "sent_by", "put_forward_by",
        "signed_off_by", "returned_by", "withdrawn_by",
    ).defer("version__html")  # fmt: skip


def may_have_receipt(user, check_id: int) -> bool:
    """Whoever sees the comments that were signed off."""
    return FactCheck.objects.visible_to(user).filter(pk=check_id, status__in=FactCheck.SENT).exists()


def may_have_response(user, check_id: int) -> bool:
    """Whoever sees the response that went back."""
    return FactCheck.objects.visible_to(user).filter(pk=check_id, status=FactCheck.Status.RETURNED).exists()


def unchanging(check_id: int) -> str:
    """What was signed off never changes, nor does what went back."""
    return "as sent"


@printable(RECEIPT, title="Receipt", rule=may_have_receipt, fingerprint=unchanging)
def receipt(check_id: int) -> Printable:
    check = loaded(FactCheck.objects.filter(status__in=FactCheck.SENT)).get(pk=check_id)
    return _printed(check, "accuracy/print/receipt.html", f"Receipt {check.reference}", f"receipt-{check.reference}")


@printable(RESPONSE, title="Response to comments", rule=may_have_response, fingerprint=unchanging)
def response(check_id: int) -> Printable:
    check = loaded(FactCheck.objects.filter(status=FactCheck.Status.RETURNED)).get(pk=check_id)
    title = f"Response to comments {check.reference}"
    return _printed(check, "accuracy/print/response.html", title, f"response-{check.reference}")


def _printed(check: FactCheck, template: str, title: str, name: str) -> Printable:
    context = {
        "check": check,
        "programme": check.participation.programme,
        "comments": list(check.comments.prefetch_related("files__file").order_by("place", "pk")),
        "rows": rows(check),
        "columns": COLUMNS,
        "nothing": NOTHING,
        "portal_name": settings.PORTAL_NAME,
        "address": settings.PORTAL_URL + check.get_absolute_url(),
    }
    return Printable(html=render_to_string(template, context), title=title, file_name=f"{name}.pdf")
