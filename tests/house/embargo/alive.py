"""Where everything under embargo stands from its minute on: what each address then says, and to whom."""

from dataclasses import dataclass

from tests.house.embargo.stage import Stage
from tests.house.embargo.words import COORDINATOR, HOLDER, PUBLIC, word


@dataclass(frozen=True)
class Alive:
    """One address that says something from the minute on, and nothing of it before."""

    address: str
    says: str
    #: Who is told; what everybody is told is told to all.
    kind: str = PUBLIC


def alive(stage: Stage) -> list[Alive]:
    report, area, press = f"/reports/{stage.report.slug}/", f"/reports/{stage.area_report.slug}/", stage.press.slug
    api = f"/api/v1{report}"
    earlier = f"/reports/{stage.recommended.report.slug}/recommendations/"
    numbers = stage.survey_numbers.pk
    for_all = {
        # The report: its page, PDF, data, citations, editions.
        report: word("alt"),
        f"{report}editions/1/": word("body"),
        f"{report}report.pdf": word("pdf"),
        f"{report}editions/1/report.pdf": word("pdf"),
        f"{report}data/{stage.figure}.csv": word("row"),
        f"{report}editions/1/data/data-dictionary.csv": word("source"),
        f"{report}editions/1/cite.bib": word("title"),
        f"{report}editions/1/cite.ris": word("title"),
        area: word("areabody"),
        # Where it is listed.
        "/": word("title"),
        "/reports/": word("title"),
        f"/programmes/{stage.programme.slug}/": word("title"),
        f"/areas/{stage.area.slug}/": word("areatitle"),
        "/feeds/publications.atom": word("title"),
        "/sitemap.xml": report,
        # What comes out with it.
        f"{report}recommendations/": word("advice"),
        f"{report}recommendations/recommendations.csv": word("owner"),
        "/recommendations/": word("advice"),
        "/recommendations/recommendations.csv": word("advice"),
        earlier: word("judged"),
        f"{earlier}recommendations.csv": word("judged"),
        "/news/": word("press"),
        f"/news/{press}/": word("quotation"),
        f"/news/{stage.news.slug}/": word("newsbody"),
        "/feeds/news.atom": word("standfirst"),
        f"/survey-data/{numbers}/": "people answered",
        f"/survey-data/{numbers}/values.csv": "count",
        # The search: results, places, suggestions.
        f"/search/?q={word('body')}": f"<mark>{word('body')}</mark>",
        f"/search/?q={word('boyd')}": f">{word('body').lower()}</a>",
        f"/search/?q={word('quotation')}": f"/news/{press}/",
        f"/search/?q={word('advice')}": f"{report}recommendations/",
        f"/search/?q=said&report={stage.report.slug}": word("body"),
        # As data.
        "/api/v1/reports/": word("title"),
        "/api/v1/reports.csv": word("summary"),
        api: word("body"),
        f"{api}editions/": f"{report}editions/1/",
        f"{api}editions/1/": word("body"),
        f"{api}editions/1/tables/{stage.figure}/": word("row"),
        f"{api}editions/1/tables/{stage.figure}.csv": word("row"),
        f"{api}editions/1/tables-dictionary.csv": word("source"),
        f"/api/v1/programmes/{stage.programme.slug}/": word("title"),
        f"/api/v1/areas/{stage.area.slug}/": word("areatitle"),
        "/api/v1/recommendations/": word("owner"),
        "/api/v1/recommendations.csv": word("judged"),
        "/api/v1/survey-results/": f"/survey-results/{numbers}/",
        f"/api/v1/survey-results/{numbers}/": "values",
        f"/api/v1/survey-results/{numbers}/values.csv": "count",
        f"/api/v1/survey-results/{numbers}/dictionary.csv": "question",
    }
    found = [Alive(address, says) for address, says in for_all.items()]
    found.append(Alive(stage.local.get_absolute_url(), "beside Scotland", COORDINATOR))
    # A copy leads on to the page that everybody reads.
    found.append(Alive(f"/embargoed/{stage.copies[HOLDER].key}/", report, HOLDER))
    return found
