"""What a press release begins with: notes to editors from the programme's definition, and what it must not say."""

from django.conf import settings

from newsroom.models import NewsItem
from programmes.models import Programme
from reports import linting, writing
from reports.models import Report


def notes(report: Report) -> str:
    """Notes to editors in Markdown: where the report is, whose it is, and the words that need explaining.

    Only what a source states: a fact that is still to be verified is not put into the press's hands.
    """
    programme = report.programme
    bodies = [body.name for body in report.authors.all()] or [programme.lead_body.name]
    lines = [f"The report is at {settings.PORTAL_URL}/reports/{report.slug}/ from the minute of its publication."]
    lines.append(f"It is the report of {_and(bodies)}.")
    lines += [_sentence(fact["text"]) for fact in programme.legal_basis if fact.get("official", True)]
    lines += [
        f"{term['term']}: {_sentence(term['meaning'])}" + (f" ({term['source']})" if term.get("source") else "")
        for term in programme.terms
        if term.get("official", True)
    ]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def contact(programme: Programme) -> str:
    """Whom the press asks: as the programme names its contact."""
    return ", ".join(part for part in (programme.contact_name, programme.contact_email) if part)[:300]


def numbers_not_in_report(item: NewsItem) -> list[str]:
    """Numbers of a press release that its report does not have, as they are written; each once."""
    if item.report_id is None:
        return []
    report = item.report
    theirs = {
        _plain(each) for section in report.sections.all() for each in linting.quantities(writing.plain(section.body))
    }
    theirs |= {_plain(each) for each in linting.quantities(writing.plain(report.summary))}
    for figure in report.figures.all():
        theirs |= {_plain(str(cell)) for row in figure.data.get("rows", []) for cell in row[1:]}
    told = " ".join(
        [item.headline, item.standfirst, writing.plain(item.body), *(each["words"] for each in item.quotations)]
    )
    return [each for each in dict.fromkeys(linting.quantities(told)) if _plain(each) not in theirs]


def _plain(number: str) -> str:
    return number.lower().replace(",", "").replace(" per cent", "").replace("%", "").strip()


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words[-1:] in ".!?" else f"{words}."
