"""Merge-field Markdown: letters and guidance with `{{ field }}` where the facts go.

The fields are a closed list, so that a definition cannot ask for what no letter will ever be given.
What is merged in is always words: it is escaped, and can neither become a link nor a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from django.utils.safestring import SafeString

from notifications import markdown as house_markdown
from programmes.plain_words import as_text
from programmes.timetable import Timetable, say

FIELD = re.compile(r"\{\{\s*([a-z0-9_.-]*)\s*\}\}")
HTML_TAG = re.compile(r"</?[a-z][a-z0-9]*(\s[^>]*)?>", re.IGNORECASE)
CODE = re.compile(r"`[^`]*`")
LOOSE_BRACES = re.compile(r"\{\{|\}\}")
PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

# Known for any programme, with or without a person to write to.
PROGRAMME_FIELDS = {
    "programme.title": "the full title",
    "programme.short_title": "the short title",
    "programme.kind": "what kind of scrutiny it is",
    "programme.purpose": "the purpose, in paragraphs",
    "programme.questions": "the questions, as a list",
    "programme.legal_basis": "the legal basis, as a list",
    "programme.requested_by": "who asked for it",
    "programme.lead_body": "the body that leads it",
    "programme.bodies": "all scrutiny bodies that carry it out, in words",
    "programme.scope": "what it covers and what it does not, as a list",
    "programme.timetable": "the public timetable, as a table",
    "programme.documents": "the documents that are asked for, as a list",
    "lead.name": "the review or inspection lead",
    "lead.email": "the lead's e-mail address",
    "support_officer.name": "the support officer",
    "support_officer.email": "the support officer's e-mail address",
    "support_officer.phone": "the support officer's telephone number",
    "portal.address": "the address of the portal",
    "portal.name": "the name of the portal",
}
# Known when a letter is written to someone.
LETTER_FIELDS = {
    **PROGRAMME_FIELDS,
    "letter.date": "the day on which the letter is dated",
    "recipient.name": "the person written to",
    "recipient.post": "the post of the person written to",
    "recipient.organisation": "the organisation of the person written to",
    "sender.name": "the person whose letter it is",
    "sender.post": "the post of that person",
    "partnership.name": "the partnership",
    "partnership.members": "the organisations of the partnership, in words",
    "co_ordinator.name": "the co-ordinator",
    "milestone.title": "the milestone that the letter is about",
    "milestone.first_day": "its first day",
    "milestone.last_day": "its last day",
    "milestone.days": "its days, from first to last",
    "task.address": "the page on which the person acts",
}
# Known only on one occasion.
OCCASION_FIELDS = {
    "a co-ordinator is asked to take the task on": {"nominated_by.name": "the chief officer"},
    "a co-ordinator has changed": {
        "former.name": "who had the task",
        "change.reason": "why it has passed on",
    },
    "a person is invited": {"invitation.role": "what they are invited to be"},
    "a briefing is booked": {"briefing.when": "day and time", "briefing.where": "where, or which link"},
    "a briefing has changed": {
        "briefing.when": "day and time",
        "briefing.where": "where, or which link",
        "change.reason": "why",
    },
    "a return is submitted": {
        "return.title": "the return",
        "return.reference": "the number of the receipt",
        "return.version": "which version",
        "return.sent_at": "the day and minute",
        "return.sent_by": "who sent it",
        "return.files": "the files, as a list",
    },
    "a return waits for sign-off": {"return.title": "the return", "return.prepared_by": "who prepared it"},
    "a return is sent back": {
        "return.title": "the return",
        "return.sent_back_by": "the chief officer",
    },
    "a return is queried": {
        "return.title": "the return",
        "query.text": "the question",
        "query.asked_by": "who asks",
        "query.answer_by": "the day by which an answer is hoped for",
    },
    "a query is answered": {"return.title": "the return", "query.answer": "the answer"},
    "a return is accepted": {"return.title": "the return", "return.reference": "the number of the receipt"},
    "a document is refused": {
        "return.title": "the return",
        "document.name": "the file",
        "document.reason": "why it was refused",
        "document.remedy": "what to do about it",
    },
    "people are asked to answer a survey": {
        "reply.title": "the survey",
        "reply.for": "the kind of respondent",
        "reply.asked_by": "who asks",
        "reply.last_day": "the last day on which it is taken",
    },
    "a survey answer waits for sign-off": {
        "reply.title": "the survey",
        "reply.prepared_by": "who gave it for sign-off",
        "reply.last_day": "the last day on which it is taken",
    },
    "a survey answer is sent back": {
        "reply.title": "the survey",
        "reply.sent_back_by": "the chief officer",
        "reply.last_day": "the last day on which it is taken",
    },
    "a survey answer is sent": {
        "reply.title": "the survey",
        "reply.reference": "the number of the receipt",
        "reply.version": "which version",
        "reply.sent_at": "the day and minute",
        "reply.sent_by": "who sent it",
        "reply.last_day": "the last day on which it can be corrected",
    },
    "an update on a plan is expected": {
        "plan.report": "the report that the plan follows",
        "update.round": "the reporting round",
        "update.last_day": "the last day of the round",
    },
    "an update on a plan is late": {
        "plan.report": "the report that the plan follows",
        "update.round": "the reporting round",
        "update.last_day": "the last day of the round",
    },
    "an update on a plan waits for sign-off": {
        "plan.report": "the report that the plan follows",
        "update.round": "the reporting round",
        "update.last_day": "the last day of the round",
        "update.prepared_by": "who gave it for sign-off",
    },
    "an update on a plan is sent back": {
        "plan.report": "the report that the plan follows",
        "update.round": "the reporting round",
        "update.last_day": "the last day of the round",
        "update.sent_back_by": "the chief officer",
    },
    "an update on a plan is sent": {
        "plan.report": "the report that the plan follows",
        "update.round": "the reporting round",
        "update.last_day": "the last day of the round",
        "update.sent_at": "the day and minute",
        "update.sent_by": "who signed it off",
    },
    "an action of a plan is due": {
        "plan.report": "the report that the plan follows",
        "action.text": "the action",
        "action.due": "the day by which it is due",
    },
    "an extension is asked for": {
        "return.title": "the return",
        "extension.asked_until": "the day asked for",
        "extension.reason": "why",
    },
    "an extension is decided": {
        "return.title": "the return",
        "extension.decision": "given, or not given",
        "extension.until": "the day by which it is now due",
        "extension.reason": "why",
    },
    "nothing to send is accepted": {"return.title": "the return", "return.reason": "why there is nothing"},
    "a date has moved": {"change.dates": "what has moved, as a list", "change.reason": "why"},
    "a validation is complete": {"validation.summary": "what was found"},
    "comments on facts wait for sign-off": {"accuracy.by": "who gave them for sign-off"},
    "comments on facts are sent back": {"accuracy.by": "the chief officer"},
    "comments on facts are signed off": {
        "accuracy.by": "the chief officer",
        "accuracy.reference": "the number of the receipt",
    },
    "comments on facts are to be decided": {
        "accuracy.by": "the chief officer",
        "accuracy.reference": "the number of the receipt",
    },
    "a draft for checking facts is taken back": {"accuracy.reason": "why"},
    "more time to check facts is asked for": {
        "accuracy.asked_until": "the day asked for",
        "accuracy.reason": "why",
    },
    "more time to check facts is decided": {
        "accuracy.decision": "given, or not given",
        "accuracy.reason": "why",
    },
    "the response to comments on facts goes back": {"accuracy.reference": "the number of the receipt"},
}
KIND_FIELDS = {
    "embargo": {"embargo.minute": "the minute of publication", "embargo.report": "the title of the report"},
    "publication": {
        "publication.minute": "the minute of publication",
        "publication.report": "the title of the report",
        "publication.address": "where it can be read",
    },
    "accuracy": {"accuracy.until": "the last day for comments", "embargo.report": "the title of the report"},
}
# Blocks: merged in as Markdown of our own making, on a line of their own.
BLOCKS = (
    "programme.purpose",
    "programme.questions",
    "programme.legal_basis",
    "programme.scope",
    "programme.timetable",
    "programme.documents",
    "return.files",
    "change.dates",
    "query.text",
    "query.answer",
    "validation.summary",
    "accuracy.reason",
)
DATE_PARTS = {
    "first_day": "the first day of",
    "last_day": "the last day of",
    "days": "the days, from first to last, of",
    "opens": "the day on which people may begin on",
}


class MissingFields(ValueError):
    """A letter that cannot be written yet: `fields` are those nobody has filled in."""

    def __init__(self, fields: Iterable[str]):
        self.fields = tuple(fields)
        super().__init__("Nothing is known for: " + ", ".join(self.fields) + ".")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A mistake in a text, by its line within that text."""

    line: int
    says: str
    remedy: str


@dataclass(frozen=True)
class Written:
    """A letter as it will be read: the exact text is kept for ever. Each form is written out when it is asked for."""

    subject: str
    markdown: str

    @cached_property
    def html(self) -> SafeString:
        return house_markdown.to_html(self.markdown)

    @cached_property
    def text(self) -> str:
        return as_text(self.markdown)


@dataclass(frozen=True, slots=True)
class Block:
    """Markdown of our own making, already safe: a list, a table or paragraphs."""

    markdown: str


Value = str | date | Block


# What may be asked for


def fields_for_letter(definition_keys: Iterable[str], *, kind: str, sent: str) -> dict[str, str]:
    """Every field that a letter may use, with its meaning. `definition_keys` are milestones."""
    return {
        **LETTER_FIELDS,
        **OCCASION_FIELDS.get(sent, {}),
        **KIND_FIELDS.get(kind, {}),
        **date_fields(definition_keys),
    }


def fields_for_document(definition_keys: Iterable[str]) -> dict[str, str]:
    """Every field that guidance may use: it is written to nobody in particular."""
    return {**PROGRAMME_FIELDS, **date_fields(definition_keys)}


def date_fields(keys: Iterable[str]) -> dict[str, str]:
    """The dates of every milestone, as fields such as `dates.document-return.last_day`."""
    return {f"dates.{key}.{part}": f"{meaning} “{key}”" for key in keys for part, meaning in DATE_PARTS.items()}


def fields_in(*texts: str) -> tuple[str, ...]:
    """The fields that texts use, each once, in order."""
    return tuple(dict.fromkeys(name for text in texts for name in FIELD.findall(text)))


def check(text: str, allowed: Mapping[str, str], *, is_subject: bool = False) -> list[Wrong]:
    """What is wrong with a text before anything is merged into it."""
    wrong = []
    for number, row in enumerate(text.split("\n"), start=1):
        for name in FIELD.findall(row):
            if name not in allowed:
                wrong.append(Wrong(number, f"There is no field “{name}”.", _nearest(name, allowed)))
            elif name in BLOCKS and (is_subject or not FIELD.fullmatch(row)):
                wrong.append(Wrong(number, f"“{name}” is more than a few words.", "Give it a line of its own."))
            elif name == "letter.date" and FIELD.fullmatch(row.strip()):
                wrong.append(Wrong(number, "The portal writes the date above every letter.", "Remove this line."))
        if LOOSE_BRACES.search(FIELD.sub("", row)):
            wrong.append(Wrong(number, "Two curly brackets stand alone.", "Write a field as {{ partnership.name }}."))
        if row.startswith("# "):
            wrong.append(Wrong(number, "The title of a page is its first heading.", "Begin headings with ##."))
        if HTML_TAG.search(CODE.sub("", row)):
            wrong.append(Wrong(number, "HTML would be shown as it stands.", "Write it in Markdown."))
    return wrong


def _nearest(name: str, allowed: Mapping[str, str]) -> str:
    near = get_close_matches(name, allowed, 1, 0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    group = sorted(key for key in allowed if key.split(".")[0] == name.split(".")[0])
    return f"Write one of: {', '.join(group)}." if group else "See the list of fields."


# Merging and rendering


def escape(words: str) -> str:
    """Words that Markdown leaves as they are, on one line."""
    return PUNCTUATION.sub(r"\\\1", " ".join(words.split()))


def paragraphs(words: str) -> Block:
    """What a person wrote in several lines, as paragraphs of plain words."""
    parts = [part for part in re.split(r"\n\s*\n", words.strip()) if part.strip()]
    kept = ("\\\n".join(escape(row) for row in part.split("\n") if row.strip()) for part in parts)
    return Block("\n\n".join(kept))


def bullets(items: Iterable[str]) -> Block:
    """Words as a list."""
    return Block("\n".join(f"- {escape(item)}" for item in items))


def numbered(items: Iterable[str]) -> Block:
    """Words as a numbered list."""
    return Block("\n".join(f"{n}. {escape(item)}" for n, item in enumerate(items, start=1)))


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Block:
    """Words as a table."""
    headings = list(headings)
    lines = [[escape(word) for word in headings], ["---"] * len(headings)]
    lines += [[escape(word) for word in row] for row in rows]
    return Block("\n".join("| " + " | ".join(row) + " |" for row in lines))


def merge(text: str, values: Mapping[str, Value]) -> str:
    """The text with its fields filled in, as Markdown; MissingFields names every one that is not."""
    missing = [name for name in fields_in(text) if values.get(name) is None]
    if missing:
        raise MissingFields(missing)

    def fill(found: re.Match[str]) -> str:
        match values[found[1]]:
            case Block(markdown):
                return markdown
            case date() as day:
                return escape(in_full(day))
            case words:
                return escape(words)

    return FIELD.sub(fill, text)


def write(subject: str, body: str, values: Mapping[str, Value]) -> Written:
    """A letter with everything filled in: subject, Markdown, safe HTML and plain text."""
    missing = [name for name in fields_in(subject, body) if values.get(name) is None]
    if missing:
        raise MissingFields(missing)
    markdown = merge(body, values)
    line = as_text(merge(subject, values)).replace("\n", " ").strip()
    return Written(subject=line, markdown=markdown)


# Values that a timetable and its dates supply


def in_full(day: date) -> str:
    """A date as a letter writes it: Tuesday 27 August 2024."""
    return f"{day:%A} {say(day)}"


def span(first: date, last: date) -> str:
    """Two dates as a letter writes them, saying nothing twice."""
    if first == last:
        return in_full(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {say(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {say(last)}"
    return f"{say(first)} to {say(last)}"


def scope(covered: Iterable[str], left_out: Iterable[str]) -> Block:
    """What a programme covers and what it does not, as two lists."""
    parts = (("It covers:", list(covered)), ("It does not cover:", list(left_out)))
    return Block("\n\n".join(f"{words}\n\n{bullets(points).markdown}" for words, points in parts if points))


def date_values(
    timetable: Timetable, *, public: Iterable[str] | None = None, months: Iterable[str] = ()
) -> dict[str, Value]:
    """The dates of a timetable, for letters and guidance.

    `public` are the milestones in its table, all of them unless stated; of those in `months` the
    month alone is known, and no day is said.
    """
    values: dict[str, Value] = {}
    months = set(months)
    shown = set(public) if public is not None else {dated.key for dated in timetable}
    rows = []
    for dated in timetable:
        place = f"dates.{dated.key}"
        is_vague = dated.key in months
        days = in_month(dated.starts) if is_vague else span(dated.starts, dated.ends)
        values[f"{place}.first_day"] = days if is_vague else in_full(dated.starts)
        values[f"{place}.last_day"] = days if is_vague else in_full(dated.ends)
        values[f"{place}.opens"] = in_month(dated.opens) if is_vague else in_full(dated.opens)
        values[f"{place}.days"] = days
        if dated.key in shown:
            rows.append((days, dated.title))
    values["programme.timetable"] = table(("When", "What"), rows)
    return values


def in_month(day: date) -> str:
    """A date of which the month alone is known."""
    return f"{day:%B %Y}"


def in_words(names: Iterable[str]) -> str:
    """Names as a sentence lists them: one, two and three."""
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
