"""A survey on paper: the same questions as a tagged PDF, for whoever has no screen at hand."""

from django.template.loader import render_to_string
from django.utils.text import slugify

from files.printable import Printable, printable
from instruments.questions import Number
from surveys import rules
from surveys.models import Survey

KIND = "survey-on-paper"


def may_have_paper(user, survey_id: int) -> bool:
    """The programme's team, and the partnerships that pass the survey on."""
    survey = Survey.objects.visible_to(user).select_related("programme").filter(pk=survey_id).first()
    return survey is not None and rules.may_have_paper(user, survey)


def its_version(survey_id: int) -> str:
    return str(Survey.objects.get(pk=survey_id).version_id)


def its_page(user, survey_id: int) -> tuple[str, str] | None:
    """The survey's page, for the team."""
    survey = Survey.objects.visible_to(user).select_related("programme").filter(pk=survey_id).first()
    if survey is None or not rules.may_see_surveys(user, survey.programme):
        return None
    return survey.title, survey.get_absolute_url()


@printable(KIND, title="Survey on paper", rule=may_have_paper, fingerprint=its_version, about=its_page)
def paper(subject_id: int) -> Printable:
    survey = Survey.objects.select_related("programme__lead_body", "version").get(pk=subject_id)
    instrument = survey.version.instrument
    return Printable(
        html=render_to_string(
            "surveys/print/paper.html",
            {
                "survey": survey,
                "programme": survey.programme,
                "instrument": instrument,
                "numbers": {key: place for place, key in enumerate(instrument.by_key, start=1)},
            },
        ),
        title=f"{survey.title}: on paper",
        file_name=f"{slugify(survey.title)[:60]}-on-paper.pdf",
    )


def bounds(question: Number) -> str:
    """What a number may be, in words."""
    if question.least is not None and question.most is not None:
        return f"from {question.least} to {question.most}"
    if question.least is not None:
        return f"{question.least} or more"
    return f"{question.most} or less" if question.most is not None else ""
