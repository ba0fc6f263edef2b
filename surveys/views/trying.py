"""A survey for a trial: the pages that respondents meet, in their order, with nothing kept.

What was typed on the other pages goes along in hidden fields, and is read anew with each page.
"""

import json

from csp.constants import SELF
from csp.decorators import csp_replace
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from accounts.guards import guarded
from instruments import form_pages
from instruments.answers import Compiled
from instruments.models import Version
from instruments.shown import shown
from programmes.models import Programme
from surveys import asking, notices, rules, sheets, writing
from surveys.doorway import Door
from surveys.models import Survey
from surveys.sheets import Sheet, SoFar

#: Where a trial stands when it stands on no page of questions.
AT_THE_START, AT_THE_CHECK = "", "?check"


@guarded(Programme, by=rules.may_see_surveys, key="slug")
def try_it(request, programme, survey):
    """The survey as its respondents meet it, page by page, in a frame of a phone's width where one likes."""
    surveys = programme.surveys.select_related("version", "questionnaire", "programme__lead_body")
    found = get_object_or_404(surveys, key=survey)
    if "phone" in request.GET:
        return _around_the_frame(request, found)
    return _in_the_frame(request, found) if "framed" in request.GET else Trial(request, found).answer()


@csp_replace({"frame-src": [SELF]})
def _around_the_frame(request, survey: Survey):
    version = _tried(request.user, survey)
    context = {"programme": survey.programme, "survey": survey, "version": version.number if version else None}
    return render(request, "surveys/phone.html", context)


# The one page that may stand in a frame, and there in a page of ours alone.
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def _in_the_frame(request, survey: Survey):
    return Trial(request, survey, framed=True).answer()


def _tried(user, survey: Survey) -> Version | None:
    """The version in the making, for those who write it; others try what is asked."""
    return writing.in_the_making(survey) if rules.may_change_questions(user, survey.programme) else None


class Trial:
    """One step of a trial."""

    def __init__(self, request, survey: Survey, *, framed: bool = False):
        self.request, self.survey, self.framed = request, survey, framed
        self.version = _tried(request.user, survey)
        self.compiled = Compiled((self.version or survey.version).instrument)
        self.instrument = self.compiled.instrument
        self.typed = dict(request.POST.lists())
        self.reading = self.compiled.read(self.typed)
        self.so_far = SoFar(self.reading.values, self.compiled.not_taken(self.typed, self.reading.problems))

    def answer(self):
        if self.request.method != "POST":
            return self._start()
        if not self.instrument.by_key:
            return self._start() if self.framed else redirect(self.survey)
        on = self._last("on")
        if to := self._last("to"):
            return self._sheet(self._page(to), checks=on == AT_THE_CHECK)
        if on == AT_THE_CHECK:
            return self._thanks() if self.reading.is_whole else self._check(with_errors=True)
        if on == AT_THE_START:
            return self._sheet(sheets.sheets(self.instrument, self.so_far.values)[0])
        return self._go_on(self._page(on))

    def _last(self, name: str) -> str:
        return self.typed.get(name, [""])[-1]

    def _page(self, key: str) -> Sheet:
        pages = sheets.sheets(self.instrument, self.so_far.values)
        return next((page for page in pages if page.key == key), pages[0])

    def _go_on(self, page: Sheet):
        if button := asking.pressed(self.compiled, page, self.typed, self.so_far):
            self.so_far = button[0]
            return self._sheet(page, drawn=button[1])
        read = sheets.read(self.compiled, page, self.typed, self.so_far)
        self.so_far = read.so_far
        pages = sheets.sheets(self.instrument, self.so_far.values)
        if "back" in self.typed:
            return self._sheet(sheets.before(pages, page.key) or page)
        if not read.is_finished:
            drawn = asking.page_of(
                self.compiled, page, self.so_far, reading=read.reading, typed=self.typed, further=read.further
            )
            return self._sheet(page, drawn=drawn)
        following = sheets.after(pages, page.key)
        return self._check() if following is None or "check" in self.typed else self._sheet(following)

    def _start(self):
        notice = notices.notice(self.survey.programme, self.instrument, named=self.survey.named)
        return self._show(
            "start", AT_THE_START, set(), instrument=self.instrument, notice=notice, named=self.survey.named
        )

    def _sheet(self, page: Sheet, *, drawn: dict | None = None, checks: bool = False):
        drawn = drawn or asking.page_of(self.compiled, page, self.so_far)
        return self._show("sheet", page.key, sheets.keys_of(page), **drawn, to_check=checks or "check" in self.typed)

    def _check(self, *, with_errors: bool = False):
        pages = sheets.sheets(self.instrument, self.so_far.values)
        found = form_pages.errors(self.reading, self.instrument) if with_errors else []
        typed = self.so_far.as_typed(self.instrument)
        return self._show(
            "check",
            AT_THE_CHECK,
            set(self.instrument.by_key),
            parts=[
                (page, shown(self.instrument, page.questions, self.so_far.values, self.so_far.not_taken))
                for page in pages
                if page.questions
            ],
            fields=[(name, value) for name, given in typed.items() for value in given],
            errors=[{**each, "id": f"answer_{each['id'].removeprefix('id_').partition('.')[0]}"} for each in found],
            last=pages[-1],
            is_empty=not typed,
        )

    def _thanks(self):
        values = self.reading.values
        asked = [self.instrument.by_key[key] for key in values]
        rows = shown(self.instrument, asked, values)
        read = [(row, json.dumps(values[row.question.key], ensure_ascii=False)) for row in rows]
        return self._show("thanks", AT_THE_START, set(), instrument=self.instrument, read=read)

    def _show(self, template: str, on: str, on_the_page: set[str], **context):
        typed = self.so_far.as_typed(self.instrument)
        trial = {
            "address": "?framed" if self.framed else "?",
            "framed": self.framed,
            "named": self.survey.named,
            "leaves_to": self.survey.get_absolute_url(),
            "version": self.version.number if self.version else None,
            "on": on,
            "fields": [
                (name, value)
                for name, given in typed.items()
                if name.partition(".")[0] not in on_the_page
                for value in given
            ],
        }
        return render(self.request, f"surveys/{template}.html", {**context, "trial": trial, "door": self._door()})

    def _door(self) -> Door:
        """What a link would lead to; nobody came in by one."""
        programme = self.survey.programme
        return Door(
            link=0,
            words="",
            survey=self.survey.pk,
            version=self.survey.version_id,
            title=self.instrument.title,
            programme=programme.title,
            programme_address="",
            by=programme.lead_body.name,
            whose="",
            opens_on=None,
            closes_on=None,
            state="open",
        )
