"""What the interface for programs answers. The descriptions here are its documentation and its data dictionaries."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from interface import licence

#: What everything here may be used under.
LICENCE = {"name": licence.NAME, "url": licence.URL}


class Licence(Schema):
    name: str = Field(description="The licence under which this may be used.")
    url: str = Field(description="Where the licence can be read.")


class Answer(Schema):
    """Something by itself."""

    licence: Licence = Field(Licence(**LICENCE), description="The licence under which this may be used.")


class Listed(Schema):
    """One page of a list."""

    licence: Licence = Field(Licence(**LICENCE), description="The licence under which this may be used.")
    count: int = Field(description="How many there are on all pages.")
    page: int = Field(description="The number of this page, from 1.")
    pages: int = Field(description="How many pages there are; at least one.")
    next: str | None = Field(description="The address of the next page; none on the last.")
    previous: str | None = Field(description="The address of the page before; none on the first.")


class Problem(Schema):
    """What went wrong, as RFC 9457 has it."""

    type: str = Field(description="Always about:blank: the status says what kind of problem it is.")
    title: str = Field(description="What went wrong, in a word or two.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What to do about it.")


# --- Programmes ------------------------------------------------------------------------------------------------------


class ProgrammeRow(Schema):
    slug: str = Field(description="The programme's name in addresses; it never changes.")
    title: str = Field(description="The full title.")
    short_title: str = Field(description="The short title.")
    kind: str = Field(description="What kind of scrutiny it is, such as thematic review.")
    lead_body: str = Field(description="The body that leads it.")
    state: Literal["announced", "under way", "finished"] = Field(description="Where its public dates put it today.")
    summary: str = Field(description="In a sentence or two, as plain words.")
    url: str = Field(description="Its page.")
    api: str = Field(description="The same as data.")


class Programmes(Listed):
    results: list[ProgrammeRow]


class Fact(Schema):
    text: str = Field(description="The fact, in Markdown.")


class Term(Schema):
    term: str = Field(description="The word or phrase.")
    meaning: str = Field(description="What it means here.")
    source: str = Field("", description="Where the meaning comes from; empty where it is the programme's own.")


class DocumentRow(Schema):
    title: str = Field(description="The document's title.")
    kind: str = Field(description="What kind of document it is, such as guidance.")
    summary: str = Field(description="What it is about.")
    released: date | None = Field(description="From when it can be read; none where it always could.")
    url: str = Field(description="Its page.")


class ReportName(Schema):
    slug: str = Field(description="The report's name in addresses.")
    title: str = Field(description="The report's title.")
    published: datetime = Field(description="The minute from which its newest edition is public.")
    api: str = Field(description="The report as data.")


class AreaName(Schema):
    slug: str = Field(description="The area's name in addresses.")
    name: str = Field(description="The area's name.")
    code: str = Field(description="Its current GSS code.")


class Programme(Answer, ProgrammeRow):
    purpose: str = Field(description="What it is for, in Markdown.")
    partner_bodies: list[str] = Field(description="The other scrutiny bodies that carry it out.")
    questions: list[Fact] = Field(description="The questions that it asks.")
    scope_in: list[Fact] = Field(description="What it covers.")
    scope_out: list[Fact] = Field(description="What it does not cover.")
    terms: list[Term] = Field(description="What its words mean.")
    areas: list[AreaName] = Field(description="Areas that everybody may know to take part.")
    documents: list[DocumentRow] = Field(description="Documents released to the public.")
    reports: list[ReportName] = Field(description="Its published reports, the newest first.")
    calendar: str = Field(description="Its public dates as iCalendar.")


class Date(Schema):
    programme: str = Field(description="The slug of the programme.")
    title: str = Field(description="What happens.")
    starts: date = Field(
        description="The first day; where only the month is public, the first day that was planned in it."
    )
    ends: date = Field(description="The last day.")
    month_only: bool = Field(description="Whether the source gives the month alone: then say no day.")
    who_acts: str = Field(description="Who acts; may be empty.")
    detail: str = Field(description="More about it; may be empty.")


class Dates(Listed):
    results: list[Date]


# --- Areas -----------------------------------------------------------------------------------------------------------


class AreaRow(AreaName):
    url: str = Field(description="Its page.")
    api: str = Field(description="The same as data.")


class Areas(Listed):
    results: list[AreaRow]


class Body(Schema):
    name: str = Field(description="Its name.")
    kind: str = Field(description="What kind of body it is, such as council.")
    website: str = Field(description="Its website; may be empty.")


class Area(Answer, AreaRow):
    former_codes: list[str] = Field(description="GSS codes that the area had before.")
    bodies: list[Body] = Field(description="The bodies that serve it.")
    programmes: list[str] = Field(description="Slugs of the programmes that everybody may know it to take part in.")
    reports: list[ReportName] = Field(description="Published reports about it, the newest first.")


# --- Reports ---------------------------------------------------------------------------------------------------------


class ReportRow(Schema):
    slug: str = Field(description="The report's name in addresses; it never changes.")
    title: str = Field(description="The title of its newest edition.")
    subtitle: str = Field(description="The subtitle; may be empty.")
    summary: str = Field(description="The summary, in Markdown.")
    programme: str = Field(description="The slug of its programme.")
    areas: list[str] = Field(description="Slugs of the areas that it is about; none for a national report.")
    edition: int = Field(description="The number of the newest edition.")
    published: datetime = Field(description="The minute from which that edition is public.")
    url: str = Field(description="Its page.")
    api: str = Field(description="The same as data, with its text.")


class Reports(Listed):
    results: list[ReportRow]


class Block(Schema):
    kind: str = Field(description="paragraph, heading, figure, bullet_list, ordered_list, blockquote, table …")
    number: str = Field("", description="The paragraph's number, such as 2.3; empty for what has none.")
    anchor: str = Field("", description="Its part of the page's address, after #.")
    html: str = Field("", description="Its words as HTML.")
    table: str = Field("", description="For a figure: the key of its table.")


class SectionShape(Schema):
    number: int = Field(description="The section's number.")
    heading: str = Field(description="Its heading.")
    anchor: str = Field(description="Its part of the page's address, after #.")
    blocks: list[Block] = Field(description="Its paragraphs, headings, lists and figures in order.")


class TableRow(Schema):
    key: str = Field(description="The table's name in addresses.")
    name: str = Field(description="What the report calls it, such as Figure 2.")
    title: str = Field(description="What it says.")
    caption: str = Field(description="What it shows.")
    source: str = Field(description="Where its numbers come from.")
    api: str = Field(description="The table as data.")
    csv: str = Field(description="The table as CSV.")


class EditionRow(Schema):
    number: int = Field(description="The edition's number.")
    published: datetime = Field(description="The minute from which it is public.")
    what_changed: str = Field(description="For a correction: what is different, and why.")
    url: str = Field(description="Its page, which never changes.")
    api: str = Field(description="The edition as data.")


class Edition(Answer):
    slug: str = Field(description="The report's name in addresses.")
    number: int = Field(description="The edition's number.")
    is_newest: bool = Field(description="Whether a later edition has replaced it: then this is false.")
    title: str = Field(description="The title.")
    subtitle: str = Field(description="The subtitle; may be empty.")
    summary: str = Field(description="The summary, in Markdown.")
    authors: list[str] = Field(description="The bodies whose report it is.")
    programme: str = Field(description="The slug of its programme.")
    areas: list[str] = Field(description="Slugs of the areas that it is about; none for a national report.")
    published: datetime = Field(description="The minute from which it is public.")
    what_changed: str = Field(description="For a correction: what is different, and why.")
    digest: str = Field(description="SHA-256 over all that was frozen, in hex.")
    url: str = Field(description="Its page, which never changes.")
    pdf: str | None = Field(description="The same as PDF; null where there is none.")
    dictionary: str | None = Field(
        description="The data dictionary of its tables, as CSV; none where it has no tables."
    )
    sections: list[SectionShape] = Field(description="The text.")
    tables: list[TableRow] = Field(description="Its tables and charts, in the order of the text.")
    terms: list[Term] = Field(description="What its words mean.")
    editions: list[EditionRow] = Field(description="All public editions of the report, the newest first.")


class Editions(Listed):
    results: list[EditionRow]


class Column(Schema):
    name: str = Field(description="The column's heading.")
    numeric: bool = Field(description="Whether it holds numbers.")


class Table(Answer, TableRow):
    kind: str = Field(description="bar, grouped, stacked, line or table.")
    description: str = Field(description="What is to be seen in it, in words; may be empty.")
    unit: str = Field(description="The unit of its numbers; may be empty.")
    columns: list[Column] = Field(description="Its columns.")
    rows: list[list[str | int | float | None]] = Field(
        description="Its cells. * stands for a number that is withheld, null for one that is not known."
    )


# --- Recommendations ------------------------------------------------------------------------------------------------


class Owner(Schema):
    name: str = Field(description="A body or group.")
    role: str = Field(description="owner, or partner.")


class Recommendation(Schema):
    report: str = Field(description="The slug of the report.")
    programme: str = Field(description="The slug of its programme.")
    kind: str = Field(description="Recommendation, or area for development; each kind is numbered by itself.")
    number: int = Field(description="Its number in the report.")
    text: str = Field(description="Its text; empty where it is still to be entered from the report.")
    text_is: str = Field(description="Whether these are the report's own words, its subject, or still to be entered.")
    paragraph: str = Field(description="The paragraph of the report that it stands in; may be empty.")
    owners: list[Owner] = Field(description="Who is to act, and in partnership with whom.")
    due: date | None = Field(description="By when; none where the report gives no day.")
    state: str = Field(description="The scrutiny body's last judgement; empty where there is none.")
    state_on: date | None = Field(description="The day of which that judgement is true.")
    reason: str = Field(description="Why, in the words of the scrutiny body.")
    overdue: bool = Field(description="Whether it is due and still open.")
    url: str = Field(description="Where it can be read.")


class Recommendations(Listed):
    results: list[Recommendation]


# --- Surveys ---------------------------------------------------------------------------------------------------------


class SurveyRow(Schema):
    id: int = Field(description="Its number in addresses.")
    title: str = Field(description="The survey's title, with the area where it was one area's.")
    programme: str = Field(description="The slug of its programme.")
    url: str = Field(description="Its page.")
    api: str = Field(description="Its numbers as data.")
    csv: str = Field(description="Its numbers as CSV.")
    dictionary: str = Field(description="What its numbers mean, as CSV.")


class Surveys(Listed):
    results: list[SurveyRow]


class SurveyValue(Schema):
    grouping: str = Field(description="By what respondents are parted; empty where they are not.")
    group: str = Field(description="The respondents whose answers these are; empty for everyone.")
    question: str = Field(description="Key of the question; empty in the rows that say how many took part.")
    answer: str = Field(description="Key of the answer; empty in the rows that say how many took part.")
    count: str = Field(description="How many gave this answer, or took part; a mark where it is not published.")
    per_cent: str = Field(description="Of those who answered, in whole per cent; a mark, or empty where none is shown.")
    answered: str = Field(description="How many answered the question; a mark where it is not published.")


class Survey(Answer, SurveyRow):
    values: list[SurveyValue] = Field(description="Every number that was released, row by row as in the CSV.")
