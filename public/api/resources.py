"""What can be asked for. Everything is read as the public's pages read it: nothing here knows of anything else."""

from __future__ import annotations

import csv
import io
import json
from typing import Annotated, Literal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path, reverse
from ninja import Field, Path, Query, Schema

from accounts.models import Area, Organisation
from analysis import data_files, for_everyone
from analysis.models import Release
from followup import public as followed
from followup.models import State
from public import caching, shown
from public.api import shapes
from public.api.answers import (
    AS_CSV,
    NOT_FOUND,
    Interface,
    Paging,
    at,
    csv_file,
    csv_of,
    dictionary_of,
    for_everybody,
    listed,
    problem,
    say_problems_in_one_way,
    whole,
)
from reports import minutes, writing

#: What stands in an address.
Slug = Annotated[str, Field(pattern="^[-a-zA-Z0-9_]+$", max_length=80)]
Number = Annotated[int, Field(ge=0, lt=2**31)]

api = Interface(
    title=f"{settings.PORTAL_NAME}: what is public, as data",
    version="1",
    description=(
        "Programmes, timetables, areas, reports with their text, tables and recommendations, and published results of surveys. "
        "All of it is read-only and needs no key. Every answer has an ETag, and none is older than the whole minute."
    ),
    docs_url=None,
    urls_namespace="api",
    servers=[{"url": settings.PORTAL_URL}],
    openapi_extra={"info": {"license": shapes.LICENCE}},
)
say_problems_in_one_way(api)


# --- Programmes and their dates --------------------------------------------------------------------------------------


def _programme_row(each: shown.Shown) -> dict:
    programme = each.programme
    return {
        "slug": programme.slug,
        "title": programme.title,
        "short_title": programme.short_title,
        "kind": programme.kind,
        "lead_body": programme.lead_body.name,
        "state": each.state,
        "summary": writing.plain(programme.summary),
        "url": whole(programme.get_absolute_url()),
        "api": at("programme", programme.slug),
    }


def _programme_rows() -> list[dict]:
    return [_programme_row(each) for each in shown.announced()]


@api.get("/programmes/", response=shapes.Programmes, url_name="programmes", summary="Programmes", tags=["Programmes"])
def programmes(request, paging: Query[Paging]):
    """Every programme that has been announced, those under way first."""
    return listed(request, _programme_rows(), paging)


@api.get(
    "/programmes.csv", url_name="programmes-csv", summary="Programmes as CSV", tags=["Programmes"], openapi_extra=AS_CSV
)
def programmes_csv(request):
    """The same list, whole."""
    return csv_of(shapes.ProgrammeRow, _programme_rows(), "programmes.csv")


@api.get(
    "/programmes/{slug:slug}/",
    response=shapes.Programme,
    url_name="programme",
    summary="A programme",
    tags=["Programmes"],
)
def programme(request, slug: Path[Slug]):
    """What it is for, what it asks and covers, its documents and reports."""
    found = shown.programme(slug)
    if found is None:
        raise Http404
    its = found["programme"]
    return {
        **_programme_row(found["shown"]),
        "purpose": its.purpose,
        "partner_bodies": [body.name for body in its.partner_bodies.all()],
        "questions": found["questions"],
        "scope_in": found["scope_in"],
        "scope_out": found["scope_out"],
        "terms": found["terms"],
        "areas": [_area_name(area) for area in found["areas"]],
        "documents": [
            {
                "title": document.title,
                "kind": document.kind,
                "summary": document.summary,
                "released": day,
                "url": whole(reverse("public:document", args=[its.slug, document.key])),
            }
            for document, day in found["documents"]
        ],
        "reports": [_report_name(edition) for edition in found["editions"]],
        "calendar": whole(reverse("public:timetable", args=[its.slug])),
    }


class OfAProgramme(Paging):
    programme: str = Field("", max_length=80, description="The slug of a programme, for its own alone.")


def _dates(programme: str = "") -> list[dict]:
    return [
        {
            "programme": each.programme.slug,
            "title": stop.name,
            "starts": stop.starts,
            "ends": stop.last_day,
            "month_only": bool(stop.when),
            "who_acts": stop.who,
            "detail": stop.detail,
        }
        for each in shown.announced()
        if not programme or each.programme.slug == programme
        for stop in each.stops
    ]


@api.get("/timetables/", response=shapes.Dates, url_name="timetables", summary="Public dates", tags=["Timetables"])
def timetables(request, asked: Query[OfAProgramme]):
    """The public dates of all programmes, programme by programme in their order."""
    return listed(request, _dates(asked.programme), asked)


@api.get(
    "/timetables.csv",
    url_name="timetables-csv",
    summary="Public dates as CSV",
    tags=["Timetables"],
    openapi_extra=AS_CSV,
)
def timetables_csv(request):
    """The same list, whole."""
    return csv_of(shapes.Date, _dates(), "timetables.csv")


# --- Areas -----------------------------------------------------------------------------------------------------------


def _area_name(area: Area) -> dict:
    return {"slug": area.slug, "name": area.name, "code": area.code}


def _area_row(area: Area) -> dict:
    return _area_name(area) | {"url": whole(area.get_absolute_url()), "api": at("area", area.slug)}


@api.get("/areas/", response=shapes.Areas, url_name="areas", summary="Areas", tags=["Areas"])
def areas(request, paging: Query[Paging]):
    """The council areas, in the order of their names."""
    return listed(request, [_area_row(area) for area in Area.objects.all()], paging)


@api.get("/areas.csv", url_name="areas-csv", summary="Areas as CSV", tags=["Areas"], openapi_extra=AS_CSV)
def areas_csv(request):
    """The same list, whole."""
    return csv_of(shapes.AreaRow, [_area_row(area) for area in Area.objects.all()], "areas.csv")


@api.get("/areas/{slug:slug}/", response=shapes.Area, url_name="area", summary="An area", tags=["Areas"])
def area(request, slug: Path[Slug]):
    """The bodies that serve it, and the programmes and reports that are about it."""
    found = shown.area(slug)
    if found is None:
        raise Http404
    return {
        **_area_row(found["area"]),
        "former_codes": found["former"],
        "bodies": [_body(body) for body in found["bodies"]],
        "programmes": [each.programme.slug for each in found["programmes"]],
        "reports": [_report_name(edition) for edition in found["editions"]],
    }


def _body(body: Organisation) -> dict:
    return {"name": body.name, "kind": body.get_kind_display(), "website": body.website}


# --- Reports ---------------------------------------------------------------------------------------------------------


class ReportsAsked(Paging):
    programme: str = Field("", max_length=80, description="The slug of a programme, for its own reports alone.")
    area: str = Field("", max_length=80, description="The slug of an area, for the reports about it alone.")
    year: int | None = Field(None, ge=1000, le=9999, description="The year of publication.")


def _report_name(edition) -> dict:
    return {
        "slug": edition.slug,
        "title": edition.title,
        "published": edition.publication.publish_at,
        "api": at("report", edition.slug),
    }


def _report_row(edition) -> dict:
    return _report_name(edition) | {
        "subtitle": edition.subtitle,
        "summary": edition.summary,
        "programme": edition.programme.slug,
        "areas": edition.area_slugs,
        "edition": edition.number,
        "url": whole(edition.get_absolute_url()),
    }


@api.get("/reports/", response=shapes.Reports, url_name="reports", summary="Reports", tags=["Reports"])
def reports(request, asked: Query[ReportsAsked]):
    """The newest public edition of every report, the latest release first."""
    found = [
        edition
        for edition in shown.newest()
        if (not asked.programme or edition.programme.slug == asked.programme)
        and (not asked.area or asked.area in edition.area_slugs)
        and (not asked.year or minutes.in_scotland(edition.publication.publish_at).year == asked.year)
    ]
    return listed(request, [_report_row(edition) for edition in found], asked)


@api.get("/reports.csv", url_name="reports-csv", summary="Reports as CSV", tags=["Reports"], openapi_extra=AS_CSV)
def reports_csv(request):
    """The same list, whole."""
    return csv_of(shapes.ReportRow, [_report_row(edition) for edition in shown.newest()], "reports.csv")


@api.get("/reports/{slug:slug}/", response=shapes.Edition, url_name="report", summary="A report", tags=["Reports"])
def report(request, response: HttpResponse, slug: Path[Slug]):
    """Its newest edition with its text, paragraph by paragraph, and its tables."""
    return _edition(response, slug, None)


@api.get(
    "/reports/{slug:slug}/editions/", response=shapes.Editions, url_name="editions", summary="A report's editions",
    tags=["Reports"],
)  # fmt: skip
def editions(request, slug: Path[Slug], paging: Query[Paging]):
    """Every public edition, the newest first."""
    found = shown.editions_of(slug)
    if not found:
        raise Http404
    return listed(request, [_edition_row(edition) for edition in found], paging)


@api.get(
    "/reports/{slug:slug}/editions/{int:number}/", response=shapes.Edition, url_name="edition", summary="An edition",
    tags=["Reports"],
)  # fmt: skip
def edition(request, response: HttpResponse, slug: Path[Slug], number: Path[Number]):
    """One edition with its text, as it was published."""
    return _edition(response, slug, number)


def _chosen(slug: str, number: int | None):
    """The editions at an address, and the one that is meant, with what was frozen of it."""
    found = shown.editions_of(slug)
    wanted = shown.choose(found, number)
    if wanted is None:
        raise Http404
    wanted.refresh_from_db(fields=["content", "data_files"])
    return found, wanted


def _edition_row(edition) -> dict:
    return {
        "number": edition.number,
        "published": edition.publication.publish_at,
        "what_changed": edition.what_changed,
        "url": whole(edition.get_edition_url()),
        "api": at("edition", edition.slug, edition.number),
    }


def _edition(response: HttpResponse, slug: str, number: int | None) -> dict:
    found, wanted = _chosen(slug, number)
    response.last_modified = found[0].publication.publish_at  # type: ignore[attr-defined]
    content = wanted.content
    return {
        **_edition_row(wanted),
        "slug": wanted.slug,
        "is_newest": wanted.pk == found[0].pk,
        "title": wanted.title,
        "subtitle": wanted.subtitle,
        "summary": wanted.summary,
        "authors": content["authors"],
        "programme": wanted.programme.slug,
        "areas": wanted.area_slugs,
        "digest": wanted.digest,
        "pdf": whole(reverse("public:edition-pdf", args=[wanted.slug, wanted.number]))
        if wanted.files.exists()
        else None,
        "dictionary": at("tables-dictionary", wanted.slug, wanted.number) if wanted.data_files else None,
        "sections": [
            section | {"blocks": [block | {"table": block.get("key", "")} for block in section["blocks"]]}
            for section in content["sections"]
        ],
        "tables": [_table_row(wanted, key) for key in _tables(wanted)],
        "terms": content["terms"],
        "editions": [_edition_row(each) for each in found],
    }


# --- Tables of reports -----------------------------------------------------------------------------------------------


def _tables(edition) -> list[str]:
    return [key for key in edition.content["order"] if f"{key}.csv" in edition.data_files]


def _table_row(edition, key: str) -> dict:
    figure = edition.content["figures"][key]
    return {
        "key": key,
        "name": figure["name"],
        "title": figure["message"] or figure["caption"],
        "caption": figure["caption"],
        "source": figure["source"],
        "api": at("table", edition.slug, edition.number, key),
        "csv": at("table-csv", edition.slug, edition.number, key),
    }


@api.get(
    "/reports/{slug:slug}/editions/{int:number}/tables/{slug:key}/", response=shapes.Table, url_name="table",
    summary="A table of a report", tags=["Tables"],
)  # fmt: skip
def table(request, response: HttpResponse, slug: Path[Slug], number: Path[Number], key: Path[Slug]):
    """The numbers under one chart or table, with what they mean."""
    _, wanted = _chosen(slug, number)
    if key not in _tables(wanted):
        raise Http404
    response.last_modified = wanted.publication.publish_at  # type: ignore[attr-defined]
    figure = wanted.content["figures"][key]
    data = figure["data"]
    return _table_row(wanted, key) | {
        "kind": figure["kind"],
        "description": figure["description"],
        "unit": data.get("unit", ""),
        "columns": data["columns"],
        "rows": data["rows"],
    }


@api.get(
    "/reports/{slug:slug}/editions/{int:number}/tables/{slug:key}.csv", url_name="table-csv",
    summary="A table of a report as CSV", tags=["Tables"], openapi_extra=AS_CSV,
)  # fmt: skip
def table_csv(request, slug: Path[Slug], number: Path[Number], key: Path[Slug]):
    """The same file as beside the report."""
    _, wanted = _chosen(slug, number)
    if key not in _tables(wanted):
        raise Http404
    return csv_file(wanted.data_files[f"{key}.csv"], f"{slug}-{key}.csv", last_modified=wanted.publication.publish_at)


@api.get(
    "/reports/{slug:slug}/editions/{int:number}/tables-dictionary.csv", url_name="tables-dictionary",
    summary="The data dictionary of a report's tables", tags=["Tables"], openapi_extra=AS_CSV,
)  # fmt: skip
def tables_dictionary(request, slug: Path[Slug], number: Path[Number]):
    """Every column of every table: what it holds, its unit, where it comes from."""
    _, wanted = _chosen(slug, number)
    if not wanted.data_files:
        raise Http404
    return csv_file(
        wanted.data_files["data-dictionary.csv"], f"{slug}-dictionary.csv", last_modified=wanted.publication.publish_at
    )


# --- Recommendations -------------------------------------------------------------------------------------------------


class RecommendationsAsked(OfAProgramme):
    report: str = Field("", max_length=80, description="The slug of a report, for its own alone.")
    state: State | Literal[""] = Field("", description="A state, for those alone that are in it now.")


def _recommendation(each: followed.Followed) -> dict:
    stated = each.stated
    return {
        "report": stated.edition.slug,
        "programme": stated.edition.programme.slug,
        "kind": stated.get_kind_display(),
        "number": stated.number,
        "text": stated.text,
        "text_is": stated.get_wording_display(),
        "paragraph": stated.paragraph,
        "owners": stated.owners,
        "due": stated.due,
        "state": each.state,
        "state_on": each.now.on if each.now else None,
        "reason": each.now.reason if each.now else "",
        "overdue": each.is_overdue,
        "url": whole(each.address),
    }


@api.get(
    "/recommendations/", response=shapes.Recommendations, url_name="recommendations", summary="Recommendations",
    tags=["Recommendations"],
)  # fmt: skip
def recommendations(request, asked: Query[RecommendationsAsked]):
    """What published reports recommend, each with its state now: the newest report first, each in its order."""
    rows = [
        row
        for row in map(_recommendation, followed.followed())
        if asked.programme in ("", row["programme"])
        and asked.report in ("", row["report"])
        and asked.state in ("", row["state"])
    ]
    return listed(request, rows, asked)


@api.get(
    "/recommendations.csv", url_name="recommendations-csv", summary="Recommendations as CSV", tags=["Recommendations"],
    openapi_extra=AS_CSV,
)  # fmt: skip
def recommendations_csv(request):
    """The same list, whole."""
    rows = [
        row | {"owners": "; ".join(owner["name"] for owner in row["owners"])}
        for row in map(_recommendation, followed.followed())
    ]
    return csv_of(shapes.Recommendation, rows, "recommendations.csv")


# --- Surveys ---------------------------------------------------------------------------------------------------------


def _survey_row(each: for_everyone.National) -> dict:
    return {
        "id": each.pk,
        "title": each.title,
        "programme": each.programme,
        "url": whole(reverse("analysis:data", args=[each.pk])),
        "api": at("survey", each.pk),
        "csv": at("survey-csv", each.pk),
        "dictionary": at("survey-dictionary", each.pk),
    }


def _survey(pk: int):
    try:
        return for_everyone.national(pk)
    except Release.DoesNotExist:
        raise Http404 from None


@api.get("/survey-results/", response=shapes.Surveys, url_name="surveys", summary="Results of surveys", tags=["Tables"])
def surveys(request, asked: Query[OfAProgramme]):
    """The national numbers of surveys that are out, each from the minute of the report that it belongs to."""
    found = for_everyone.nationals()
    rows = [_survey_row(each) for each in found if not asked.programme or each.programme == asked.programme]
    return listed(request, rows, asked)


@api.get(
    "/survey-results/{int:pk}/",
    response=shapes.Survey,
    url_name="survey",
    summary="Results of a survey",
    tags=["Tables"],
)
def survey(request, pk: Path[Number]):
    """Every number that was released of a survey; small ones are withheld, and marked so."""
    found = _survey(pk)
    row = next((each for each in for_everyone.nationals() if each.pk == pk), None)
    if row is None:
        raise Http404
    values = csv.DictReader(io.StringIO(data_files.values(found).decode("utf-8-sig")))
    return _survey_row(row) | {"values": list(values)}


@api.get(
    "/survey-results/{int:pk}/values.csv",
    url_name="survey-csv",
    summary="The same as CSV",
    tags=["Tables"],
    openapi_extra=AS_CSV,
)
def survey_csv(request, pk: Path[Number]):
    """Every number that was released of a survey."""
    return csv_file(data_files.values(_survey(pk)), f"survey-results-{pk}.csv")


@api.get(
    "/survey-results/{int:pk}/dictionary.csv", url_name="survey-dictionary", summary="The data dictionary of a survey",
    tags=["Tables"], openapi_extra=AS_CSV,
)  # fmt: skip
def survey_dictionary(request, pk: Path[Number]):
    """What the columns, groups, questions and answers mean."""
    return csv_file(data_files.dictionary(_survey(pk), is_out=True), f"survey-results-{pk}-dictionary.csv")


# --- What the columns of the lists mean ------------------------------------------------------------------------------

LISTS: dict[str, type[Schema]] = {
    "programmes": shapes.ProgrammeRow,
    "timetables": shapes.Date,
    "areas": shapes.AreaRow,
    "reports": shapes.ReportRow,
    "recommendations": shapes.Recommendation,
}


@api.get(
    "/dictionary.csv",
    url_name="dictionary",
    summary="The data dictionary of the lists",
    tags=["About"],
    openapi_extra=AS_CSV,
)
def dictionary(request):
    """What each column of each list in CSV means."""
    return csv_file(dictionary_of(LISTS), "dictionary.csv")


# --- Addresses -------------------------------------------------------------------------------------------------------


def description(request: HttpRequest) -> HttpResponse:
    """The description of all of this, as OpenAPI 3.1."""
    text = json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, default=str)
    return caching.for_everyone(HttpResponse(text, content_type="application/json"))


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """What is not there is not there in the same words everywhere."""
    return problem(404, "Not found", NOT_FOUND)


def _addresses():
    for pattern in api.urls[0]:
        if pattern.name not in {"openapi-json", "api-root"}:
            yield pattern


app_name = "api"
urlpatterns = for_everybody(
    [
        *_addresses(),
        path("openapi.json", description, name="description"),
        re_path(r"^(?P<rest>.*)$", nothing, name="nothing"),
    ]
)
