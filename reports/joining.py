"""What this room adds to the rooms below: an entry in their menus, what waits for a person, a report from day one."""

from django.db.models import Q
from django.urls import reverse

from accounts import roles
from interface.counting import counted
from notifications import reconciling
from programmes import letter_causes, starting, work
from programmes.rules import works_on
from programmes.templatetags import programme_pages
from reports import announcing, commenting, minutes, outline, rules
from reports.models import Edition, Mention, Publication, Section


def join() -> None:
    starting.on_start.append(outline.copy)
    letter_causes.events[announcing.KIND] = announcing.WHEN
    reconciling.expectation("releases that people are told of", mend=announcing.announce_what_is_public)(
        announcing.expected_and_missing
    )
    work.doors.append(
        work.Door(
            "Reports being written",
            "/drafting/",
            "Drafts and frozen editions of every programme, and when each is released.",
            _reads_for_all_programmes,
        )
    )
    programme_pages.further.append(("report", "Report", _reports_of, _may_see_reports_of))


def _reports_of(programme) -> str:
    return f"{reverse('drafting:reports')}?programme={programme.slug}"


def _may_see_reports_of(user, programme) -> bool:
    return works_on(user, programme, *roles.ON_A_PROGRAMME) or _reads_every_draft(user)


def _reads_every_draft(user) -> bool:
    return user.holds(roles.Administrator, roles.PanelMember, roles.Communications)


def _reads_for_all_programmes(user) -> bool:
    """Whose work is reports; an administrator's is everything, and the menu has it."""
    return user.holds(roles.PanelMember, roles.Communications)


def _planned(desk):
    return Publication.objects.planned() if rules.sees_drafts(desk.user) else None


@work.asks(_planned)
def releases_that_wait(desk, planned):
    """Minutes to be confirmed by somebody else than who chose them, and those that passed unconfirmed."""
    planned = (
        planned.visible_to(desk.user)
        .by_the_clock()
        .select_related("edition__report__programme")
        .defer("edition__content", "edition__html", "edition__data_files")
        .order_by()
    )
    for publication in sorted(planned, key=lambda each: (each.publish_at, each.pk)):
        programme = publication.edition.report.programme
        if not rules.releases(desk.user, programme):
            continue
        minute = publication.earlier_at or publication.publish_at
        due = minutes.in_scotland(minute).date()
        if publication.confirmed_at is None and publication.has_come:
            yield work.Waiting(
                "A release passed its minute unconfirmed: choose another one",
                reverse("drafting:edition", args=[publication.edition_id]),
                programme=programme.short_title,
                due=due,
            )
        elif (publication.confirmed_at is None or publication.earlier_at) and rules.may_confirm(desk.user, publication):
            yield work.Waiting(
                "Confirm the minute of a release",
                reverse("drafting:confirm", args=[publication.pk]),
                programme=programme.short_title,
                due=due,
                detail=f"{minutes.in_words(minute)}. Unless it is confirmed, nothing is published.",
            )
        elif publication.confirmed_at is None or publication.earlier_at:
            yield work.Waiting(
                "A minute that you chose waits for a second person",
                reverse("drafting:edition", args=[publication.edition_id]),
                programme=programme.short_title,
                due=due,
                detail=f"{minutes.in_words(minute)}. Ask a colleague to confirm it, or nothing is published.",
            )


def _sections_to_write(desk):
    return Section.objects.to_be_written_by(desk.user) if rules.sees_drafts(desk.user) else None


@work.asks(_sections_to_write)
def sections_to_write(desk, sections):
    """Sections that are a person's to write."""
    for section in sections.visible_to(desk.user).select_related("report__programme"):
        length = (
            f"{section.words:,} of about {counted(section.target, 'word')}"
            if section.target
            else counted(section.words, "word")
        )
        yield work.Waiting(
            f"Write “{section.heading}”",
            section.get_absolute_url(),
            programme=section.report.programme.short_title,
            detail=length,
        )


def _sections_to_read(desk):
    return Section.objects.to_be_read_by(desk.user) if rules.sees_drafts(desk.user) else None


@work.asks(_sections_to_read)
def sections_to_read(desk, sections):
    """Sections that a colleague has asked a person to read."""
    for section in sections.visible_to(desk.user).select_related("report__programme", "updated_by"):
        yield work.Waiting(
            f"Read “{section.heading}” and say whether it is ready",
            section.get_absolute_url(),
            programme=section.report.programme.short_title,
            detail=f"{counted(section.words, 'word')}, for {_writers(section)}",
        )


def _writers(section) -> str:
    return str(section.updated_by) if section.updated_by else "its writers"


def _named(desk):
    return Mention.objects.waiting_for(desk.user) if rules.sees_drafts(desk.user) else None


@work.asks(_named)
def comments_that_name_one(desk, named):
    """Open comments in which a colleague has named somebody, until they answer or say that they have seen it."""
    told = set()
    for mention in named.visible_to(desk.user).select_related(
        "comment__section__report__programme", "comment__written_by"
    ):
        if mention.comment_id in told:
            continue
        told.add(mention.comment_id)
        yield work.Waiting(
            f"A comment on “{mention.comment.section.heading}” mentions you",
            commenting.address(mention.comment),
            programme=mention.comment.section.report.programme.short_title,
            detail="Answer it, or say that you have seen it.",
        )


def _without_a_minute(desk):
    if rules.sees_drafts(desk.user):
        return Edition.objects.standing().filter(Q(publication=None) | Q(publication__cancelled_at__isnull=False))
    return None


@work.asks(_without_a_minute)
def editions_without_a_minute(desk, frozen):
    """Frozen editions that nobody has chosen a minute for, told to those who may."""
    frozen = frozen.visible_to(desk.user).select_related("programme").without_content().order_by()
    for edition in sorted(frozen, key=lambda each: each.pk):
        if rules.releases(desk.user, edition.programme):
            yield work.Waiting(
                "Choose the minute of a release",
                reverse("drafting:edition", args=[edition.pk]),
                programme=edition.programme.short_title,
                detail=f"Edition {edition.number} of “{edition.title}” is frozen and has none.",
            )
