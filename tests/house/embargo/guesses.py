"""Addresses that somebody would try who knows what is under embargo, and what its addresses look like.

Taken out of the resolver, so that a new address joins by itself: each of its parts gets what is true of the thing, and
beside each guess stands the same with a part that never was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from django.db import models
from django.urls import Resolver404, get_resolver, reverse
from django.utils import timezone

from accounts import speaking
from accounts.guards import everyone
from audit.trail import history_models
from tests.house.embargo.stage import Stage
from tests.house.embargo.words import HOLDER, OTHER_HOLDER, UNREAD_HOLDER, word
from tests.house.pages import Address, every_address

PART = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>")
#: Whoever has a way in of another kind is asked about elsewhere; these end a session or stand for a file of one's own.
NOT_ASKED = {"account_logout"}
#: Where slugs of reports, news, programmes and areas stand in addresses.
FOR_EVERYBODY = {"public", "recommendations", "api"}
#: Documents are numbered in a row: whoever asks for one of their own learns how many there are. That there is one is no
#: secret then, and is looked up before its rule is asked; what it is, and of what, is told to nobody else.
COUNTED = {"document", "document_progress", "document_file", "document_again"}
#: The rooms whose rows may belong to something under embargo.
HAVE_A_SHARE = {"reports", "analysis", "assurance", "accuracy", "followup", "newsroom", "files"}


@dataclass(frozen=True)
class Guess:
    """One address, and the one beside it that differs in naming what never was; none where it names nothing secret."""

    address: str
    name: str
    #: Whether its page is for everybody: then it tells nobody anything before the minute.
    is_public: bool
    #: The same, of what never was. Empty where nothing in it is under embargo.
    beside: str = ""
    #: Whose copy it names, if any.
    holder: str = ""

    @property
    def is_secret(self) -> bool:
        """Whether it names something that is under embargo."""
        return bool(self.beside)

    @property
    def is_counted(self) -> bool:
        """Whether its number stands in a row, so that it is no secret that there is one."""
        return self.name in COUNTED


@dataclass(frozen=True)
class Value:
    """What stands for one part of an address."""

    says: str | int
    is_secret: bool = True
    holder: str = ""


def guesses(stage: Stage) -> list[Guess]:
    """All of them, each once."""
    found = {}
    for guess in (*_from_the_resolver(stage), *_as_people_try(stage)):
        found.setdefault(guess.address, guess)
    return list(found.values())


# --- From the resolver -----------------------------------------------------------------------------------------------


def _from_the_resolver(stage: Stage) -> Iterator[Guess]:
    values = _Values(stage)
    for address in every_address():
        if address.name in NOT_ASKED:
            continue
        is_public = getattr(address.view, "rule", everyone) is everyone
        parts = [named or plain for _, plain, named in PART.findall(address.route)]
        if not parts:
            yield Guess(reverse(address.name), address.name, is_public)
            continue
        converters = dict(zip(parts, (kind or "str" for kind, _, _ in PART.findall(address.route)), strict=True))
        for chosen in _choices([values.of(address, part, converters[part]) for part in parts]):
            yield _guess(address, is_public, dict(zip(parts, chosen, strict=True)))


def _choices(of_each: list[list[Value]]) -> Iterator[tuple[Value, ...]]:
    """Every value of the first part, with every value of the others where there are few."""
    first, *others = of_each
    for value in first:
        yield from product([value], *others)


def _guess(address: Address, is_public: bool, parts: dict[str, Value]) -> Guess:
    true = reverse(address.name, kwargs={name: value.says for name, value in parts.items()})
    if not any(value.is_secret for value in parts.values()):
        return Guess(true, address.name, is_public)
    beside = {name: _never(value) if value.is_secret else value.says for name, value in parts.items()}
    holder = next((value.holder for value in parts.values() if value.holder), "")
    return Guess(true, address.name, is_public, reverse(address.name, kwargs=beside), holder)


def _never(value: Value) -> str | int:
    """What never was, of the same kind and length."""
    if isinstance(value.says, int):
        return int("9" * max(len(str(value.says)), 7))
    return re.sub("[a-z]", lambda found: "cba"[ord(found[0]) % 3], value.says)


class _Values:
    """What stands for the parts of addresses."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self._numbers: dict[type[models.Model], list[Value]] = {}
        secret = [stage.report.slug, stage.press.slug, stage.area_report.slug, stage.news.slug]
        known = [stage.programme.slug, stage.area.slug]
        self.slugs = [Value(each) for each in secret] + [Value(each, is_secret=False) for each in known]
        self.words = {
            "name": [Value(f"{stage.figure}.csv"), Value("data-dictionary.csv", is_secret=False)],
            "survey": [Value(stage.dataset.survey.key, is_secret=False)],
            # A part of a draft, and what is judged: the same of every report.
            "anchor": [Value("p-1-1", is_secret=False)],
            "question": [Value(stage.judgement.question, is_secret=False)],
            "definition": [Value("social-work-governance", is_secret=False)],
        }

    def of(self, address: Address, part: str, converter: str) -> list[Value]:
        stage, about = self.stage, getattr(address.view, "about", None)
        if converter == "uuid":
            return [Value(str(UUID(int=stage.edition.pk)))]
        if converter == "int":
            return self._number(address, part, about)
        if address.name.startswith("embargo:") and part == "key":
            return [Value(str(stage.copies[kind].key), holder=kind) for kind in (HOLDER, UNREAD_HOLDER, OTHER_HOLDER)]
        if part == "key" and address.name.startswith("api:"):
            return [Value(stage.figure)]
        if part == "key" and converter == "path":
            return [Value(f"figure/{stage.figure}")]
        if part == "slug" and about is not None:
            return [Value(stage.programme.slug, is_secret=False)]
        if part in self.words:
            return self.words[part]
        return self.slugs if address.name.partition(":")[0] in FOR_EVERYBODY else self.slugs[:1]

    def _number(self, address: Address, part: str, about) -> list[Value]:
        stage = self.stage
        if about is not None and part == "pk":
            return self._numbers_of(about)
        if part == "number":
            return [Value(1, is_secret=False), Value(2)]
        if address.name.startswith("api:survey") or address.name.startswith("analysis:data"):
            return [Value(stage.survey_numbers.pk), Value(stage.local.pk)]
        return [Value(stage.edition.pk)]

    def _numbers_of(self, model: type[models.Model]) -> list[Value]:
        """The numbers of what is under embargo; of other models, and where there is none, of the newest row."""
        if model not in self._numbers:
            mine = [each.pk for each in vars(self.stage).values() if type(each) is model]
            with speaking.as_service():
                newest = list(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:1])
            found = list(dict.fromkeys(mine)) or newest or [self.stage.edition.pk]
            is_secret = model._meta.app_label in HAVE_A_SHARE
            self._numbers[model] = [Value(number, is_secret=is_secret) for number in found[:3]]
        return self._numbers[model]


# --- As people try ---------------------------------------------------------------------------------------------------

#: Behind the address of the report, or instead of it. ``{slug}`` is its own, and each is tried of what never was as well.
TRIED = [
    "/reports/{slug}", "/reports/{slug}/index.html", "/reports/{slug}.pdf", "/reports/{slug}.html",
    "/reports/{slug}/{slug}.pdf", "/reports/{slug}/report.docx", "/reports/{slug}/report", "/reports/{slug}/print/",
    "/reports/{slug}/?preview=1", "/reports/{slug}/?edition={edition}", "/reports/{slug}/?draft=true",
    "/reports/{slug}/?page=2", "/reports/{slug}/report.pdf?download=1", "/reports/{slug}/report.pdf/",
    "/reports/{slug}/editions/", "/reports/{slug}/editions/0/", "/reports/{slug}/editions/01/",
    "/reports/{slug}/editions/1", "/reports/{slug}/editions/latest/", "/reports/{slug}/data/", "/reports/{slug}/cite.bib",
    "/reports/{slug}/data/{figure}.json", "/reports/{slug}/recommendations", "/reports/{slug}/recommendations/1/",
    "/reports/{slug}/summary/", "/reports/{slug}/image.png", "/reports/{slug}/preview.png", "/reports//{slug}/",
    "/Reports/{slug}/", "/report/{slug}/", "/publications/{slug}/", "/{slug}/", "/{slug}.pdf", "/news/{press}",
    "/news/{press}/?preview=1", "/news/{press}.html", "/news/{slug}-published/", "/programmes/{slug}/report/",
    "/static/{slug}.pdf", "/static/reports/{slug}.pdf", "/static/{stored}", "/media/{slug}.pdf", "/media/{stored}",
    "/media/reports/{slug}/report.pdf", "/files/{edition}/", "/files/{stored}", "/var/files/{stored}", "/files/{slug}.pdf",
    "/uploads/{slug}.pdf", "/documents/{slug}.pdf", "/preview/{slug}/", "/drafts/{slug}/", "/drafting/{slug}/",
    "/embargoed/{slug}/", "/embargoed/{edition}/", "/embargoed/{slug}/copy.pdf", "/backup/{slug}.zip", "/.git/{slug}",
    "/api/v1/reports/{slug}", "/api/v1/reports/{slug}.json", "/api/v1/reports/{slug}.csv", "/api/v1/editions/{edition}/",
    "/api/v1/reports/{edition}/", "/api/v1/reports/{slug}/editions/1/tables/", "/api/v1/reports/{slug}/recommendations/",
    "/api/v1/recommendations/{recommendation}/", "/api/v1/survey-results/{survey}", "/api/v1/news/{press}/",
    "/api/v1/reports/?q={slug}", "/survey-data/{survey}/", "/survey-data/{survey}/values.csv",
]  # fmt: skip
#: What lists are narrowed to, and how they are turned.
NARROWED = [
    "/reports/?programme={programme}", "/reports/?year={year}", "/reports/?page=2", "/reports/?programme={slug}",
    "/news/?programme={programme}", "/news/?kind=press+release", "/news/?kind=news", "/news/?year={year}", "/news/?page=2",
    "/recommendations/?programme={programme}", "/recommendations/?state=completed", "/recommendations/?state=not+judged",
    "/recommendations/?owner={owner}", "/recommendations/?kind=recommendation", "/recommendations/?page=2",
    "/recommendations/recommendations.csv?programme={programme}", "/recommendations/recommendations.csv?state=completed",
    "/search/?q={title}", "/search/?q={almost}", "/search/?q={title}&kind=report", "/search/?q={press_word}&kind=news",
    "/search/?q={advice}&kind=recommendation", "/search/?q=%22is+said%22", "/search/?q=said&report={slug}",
    "/search/?q=said&programme={programme}&order=date", "/search/?q=said&area={area}", "/search/?q=said&year={year}",
    "/search/?q=said&kind=news", "/search/?q=wanted&kind=recommendation", "/search/?q=review", "/search/?q={row}+or+said",
    "/search/?q={minutes}", "/search/?q={whydecided}", "/search/?q={evidencefile}", "/search/?q={planfile}",
    "/api/v1/reports/?programme={programme}", "/api/v1/reports/?area={area}", "/api/v1/reports/?year={year}",
    "/api/v1/reports/?page=2", "/api/v1/reports/?per_page=1", "/api/v1/recommendations/?programme={programme}",
    "/api/v1/recommendations/?report={slug}", "/api/v1/recommendations/?state=completed",
    "/api/v1/recommendations/?per_page=1&page=2", "/api/v1/survey-results/?programme={programme}",
    "/api/v1/timetables/?programme={programme}", "/api/v1/programmes/?per_page=1", "/?q={title}", "/areas/{area}/?all=1",
    "/programmes/{programme}/?preview=1", "/drafting/?programme={programme}", "/newsroom/?status=approved",
    "/manage/changes/?kind=reports.edition&subject={edition}", "/manage/changes/?kind=reports.publication",
    "/manage/changes/?kind=reports.report&subject={report}", "/manage/changes/?kind=newsroom.newsitem&subject={item}",
    "/manage/changes/?kind=followup.recommendation&subject={recommendation}", "/manage/changes/?q={title}",
    "/manage/looks/?q={title}", "/manage/looks/?kind=embargoed+copy", "/inbox/?page=2",
    "/manage/deliveries/?q={title}", "/work/programmes/?q={title}",
]  # fmt: skip


def _as_people_try(stage: Stage) -> Iterator[Guess]:
    with speaking.as_service():
        stored = stage.edition.files.select_related("stored").get().stored
    true = {
        "slug": stage.report.slug,
        "press": stage.press.slug,
        "figure": stage.figure,
        "edition": stage.edition.pk,
        "report": stage.report.pk,
        "item": stage.press.pk,
        "recommendation": stage.recommendation.pk,
        "survey": stage.survey_numbers.pk,
        "stored": stored.key,
    }
    never = {name: _never(Value(value)) for name, value in true.items()}
    known = {
        "programme": stage.programme.slug,
        "area": stage.area.slug,
        "year": timezone.localdate().year,
        "owner": word("owner"),
        "title": word("title"),
        "almost": word("tilte"),
        "press_word": word("press"),
        "advice": word("advice"),
        "row": word("row"),
        # With two letters changed about, so that a suggestion would differ from what was asked.
        **{
            place: word(f"{place[:-2]}{place[-1]}{place[-2]}")
            for place in ("minutes", "whydecided", "evidencefile", "planfile")
        },
    }
    for shape in TRIED:
        yield Guess(shape.format(**true), shape, _is_public(shape), shape.format(**never))
    for model in history_models():
        kind = model.pgh_tracked_model._meta
        if kind.app_label in HAVE_A_SHARE:
            shape = f"/manage/changes/?kind={kind.label_lower}"
            yield Guess(shape, shape, is_public=False)
    for shape in NARROWED:
        yield Guess(shape.format(**true, **known), shape, _is_public(shape))


def _is_public(shape: str) -> bool:
    """Whether what stands at an address is for everybody; where nothing stands, it is for nobody, and tells nobody."""
    path = shape.partition("?")[0]
    path = re.sub(r"\{(slug|press|programme|area|figure|stored)\}", "words", path)
    path = re.sub(r"\{\w+\}", "1", path)
    try:
        view = get_resolver().resolve(path).func
    except Resolver404:
        return True
    return getattr(view, "rule", everyone) is everyone
