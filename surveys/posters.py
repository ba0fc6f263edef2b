"""The poster of a link: what is asked, of whom and until when, with its address to type and to photograph."""

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from files.printable import Printable, printable
from surveys.models import Link
from surveys.qr_codes import qr_code
from surveys.words import address

KIND = "survey-poster"


def may_have_poster(user, link_id: int) -> bool:
    """Whoever sees the link."""
    return Link.objects.visible_to(user).filter(pk=link_id).exists()


def its_dates(link_id: int) -> str:
    link = Link.objects.select_related("survey__version", "version").get(pk=link_id)
    return f"{link.opens_on} {link.closes_on} {link.words} {link.asked.pk}"


def its_page(user, link_id: int) -> tuple[str, str] | None:
    """The page on which it is shared."""
    link = Link.objects.visible_to(user).select_related("survey").filter(pk=link_id).first()
    if link is None:
        return None
    if link.participation_id is None:
        return link.survey.title, f"{link.survey.get_absolute_url()}links/{link.pk}/"
    return link.survey.title, f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/"


@printable(KIND, title="Poster of a survey", rule=may_have_poster, fingerprint=its_dates, about=its_page)
def poster(subject_id: int) -> Printable:
    link = Link.objects.select_related(
        "survey__programme__lead_body", "survey__version", "version", "participation__partnership"
    ).get(pk=subject_id)
    survey, where = link.survey, address(link)
    return Printable(
        html=render_to_string(
            "surveys/print/poster.html",
            {
                "link": link,
                "survey": survey,
                "programme": survey.programme,
                "instrument": link.asked.instrument,
                "address": where,
                "shown_address": where.partition("://")[2],
                "qr": mark_safe(qr_code(where, scale=9)),  # noqa: S308  drawn by ourselves
            },
        ),
        title=f"{survey.title}: poster",
        file_name=f"poster-{slugify(survey.title)[:60]}-{slugify(link.whose)[:40] or 'survey'}.pdf",
    )
