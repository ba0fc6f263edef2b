"""A survey on paper: the same questions as a tagged PDF, for whoever has no screen at hand."""

from django.template.loader import render_to_string
from django.utils.text import slugify

from files.printable import Printable, printable
from instruments.questions import Number
from programmes.models import Programme
from surveys import notices, rules
from surveys.models import Link, Survey

#: Of a whole survey, for the team; and of one link, with its area and last day, for whoever passes it on.
KIND, KIND_OF_LINK = "survey-on-paper", "survey-on-paper-of-a-link"


def may_have_paper(user, survey_id: int) -> bool:
    """The programme's team, and the partnerships that pass the survey on."""
    survey = Survey.objects.visible_to(user).select_related("programme").filter(pk=survey_id).first()
    return survey is not None and rules.may_have_paper(user, survey)


def may_have_paper_of(user, link_id: int) -> bool:
    """Whoever sees the link."""
    return Link.objects.visible_to(user).filter(pk=link_id).exists()


def its_version(survey_id: int) -> str:
    return str(Survey.objects.get(pk=survey_id).version_id)


def its_dates(link_id: int) -> str:
    link = Link.objects.select_related("survey").get(pk=link_id)
    return f"{link.opens_on} {link.closes_on} {link.survey.version_id}"


def its_page(user, survey_id: int) -> tuple[str, str] | None:
    """The survey's page, for the team."""
    survey = Survey.objects.visible_to(user).select_related("programme").filter(pk=survey_id).first()
    if survey is None or not rules.may_see_surveys(user, survey.programme):
        return None
    return survey.title, survey.get_absolute_url()


def page_of_its_link(user, link_id: int) -> tuple[str, str] | None:
    """The page on which the link is shared."""
    link = Link.objects.visible_to(user).select_related("survey").filter(pk=link_id).first()
    if link is None or link.participation_id is None:
        return None
    return link.survey.title, f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/"


@printable(KIND, title="Survey on paper", rule=may_have_paper, fingerprint=its_version, about=its_page)
def paper(subject_id: int) -> Printable:
    return _paper(Survey.objects.select_related("version").get(pk=subject_id))


@printable(KIND_OF_LINK, title="Survey on paper", rule=may_have_paper_of, fingerprint=its_dates, about=page_of_its_link)
def paper_of_link(subject_id: int) -> Printable:
    links = Link.objects.select_related("survey__version", "participation__partnership")
    link = links.get(pk=subject_id)
    return _paper(link.survey, link)


def _paper(survey: Survey, link: Link | None = None) -> Printable:
    programme = Programme.objects.with_plan().select_related("lead_body").get(pk=survey.programme_id)
    instrument = survey.version.instrument
    whose = link.whose if link else ""
    return Printable(
        html=render_to_string(
            "surveys/print/paper.html",
            {
                "survey": survey,
                "programme": programme,
                "instrument": instrument,
                "link": link,
                "whose": whose,
                "area": link.participation.partnership.name if link and link.participation_id else "",
                "notice": notices.notice(programme, instrument, named=survey.named),
            },
        ),
        title=f"{survey.title}: on paper",
        file_name="-".join(filter(None, [slugify(survey.title)[:60], slugify(whose)[:40], "on-paper.pdf"])),
    )


def bounds(question: Number) -> str:
    """What a number may be, in words."""
    if question.least is not None and question.most is not None:
        return f"from {question.least} to {question.most}"
    if question.least is not None:
        return f"{question.least} or more"
    return f"{question.most} or less" if question.most is not None else ""
