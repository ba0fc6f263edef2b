"""What is said of paragraphs: where a comment stands today, who is told of it, and how it is settled.

A comment is led to its paragraph by the words that the paragraph had. Of the paragraphs of its section that is the one
with the same words, or else the one most like them; where none is like enough, the paragraph is gone and the comment
stands with its section. Paragraph numbers are never asked, as they move with every paragraph before.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import unescape

from django.db import transaction
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts import speaking
from accounts.models import Post, User
from notifications import notices
from programmes.models import Assignment, Programme
from reports import writing
from reports.models import Answer, Comment, Mention, Report, Section
from reports.models.drafting import READS_EVERY_DRAFT
from reports.notes import SHOWN_MARK

#: Share of the words that two versions of one paragraph have in common, at least. Below it is another paragraph.
ALIKE = 0.5
KIND = "mention"


class CannotComment(ValueError):
    """A comment that cannot be kept; the sentence says why."""


# --- Where a comment stands ------------------------------------------------------------------------------------------


@dataclass
class Paragraph:
    """One block of a draft as it is commented on, with the comments that are led to it."""

    block: writing.Block
    words: str
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Part:
    """One section of a draft with its paragraphs, and the comments whose paragraph is gone."""

    section: Section
    number: int | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    homeless: list[Comment] = field(default_factory=list)


def words_of(block: writing.Block) -> str:
    """A paragraph's own words: without marks of notes, as their numbers change with other paragraphs."""
    return " ".join(unescape(strip_tags(SHOWN_MARK.sub("", block.html))).split())


def laid_out(report: Report, comments: Iterable[Comment]) -> list[Part]:
    """A draft paragraph by paragraph, each comment where it stands today; a fixed number of queries."""
    sections, figures = list(report.sections.all()), list(report.figures.all())
    text = writing.number(sections, figures)
    by_key = {figure.key: figure for figure in figures}
    numbered = {one.key: one for one in text.sections}
    parts = []
    for section in sections:
        one = numbered.get(section.key)
        blocks = one.blocks if one else []
        paragraphs = [
            Paragraph(block, f"{block.words}: {by_key[block.key]}" if block.kind == "figure" else words_of(block))
            for block in blocks
        ]
        parts.append(Part(section, one.number if one else None, paragraphs))
    of_section = {part.section.pk: part for part in parts}
    for comment in comments:
        part = of_section[comment.section_id]
        at = place(comment.words, [paragraph.words for paragraph in part.paragraphs])
        if at is None:
            part.homeless.append(comment)
        else:
            part.paragraphs[at].comments.append(comment)
    return parts


def place(words: str, among: Sequence[str]) -> int | None:
    """Which of some paragraphs is the one that had these words, or None where it is gone."""
    if words in among:
        return among.index(words)
    wanted = words.lower().split()
    best, at = ALIKE, None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for number, other in enumerate(among):
        matcher.set_seq1(other.lower().split())
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (alike := matcher.ratio()) > best:
            best, at = alike, number
    return at


def open_in(section: Section) -> int:
    """How many comments on a section are open."""
    return section.comments.open().count()


def of(report: Report, user, *, show: str) -> list[Comment]:
    """Comments on a draft: those that are ``open``, ``settled``, ``mine`` (written by or mentioning a person), or all."""
    found = Comment.objects.visible_to(user).filter(section__report=report)
    if show == "mine":
        answered = Answer.objects.filter(written_by=user).values("comment")
        named = Mention.objects.filter(person=user).values("comment")
        found = found.filter(Q(written_by=user) | Q(pk__in=answered) | Q(pk__in=named))
    elif show in Comment.Status.values:
        found = found.filter(status=show)
    return list(
        found.select_related("written_by").prefetch_related(
            Prefetch("answers", Answer.objects.select_related("written_by")),
            Prefetch("mentions", Mention.objects.select_related("person")),
        )
    )


# --- Saying something ------------------------------------------------------------------------------------------------


@transaction.atomic
def comment(section: Section, *, words: str, number: str, text: str, by: User, tell: Iterable[User] = ()) -> Comment:
    """Say something of the paragraph with these words; raises CannotComment where it says nothing."""
    made = Comment.objects.create(section=section, words=words, number=number, text=_said(text), written_by=by)
    _mention(made, None, text, tell, by)
    return made


@transaction.atomic
def answer(comment: Comment, *, text: str, by: User, tell: Iterable[User] = ()) -> Answer:
    """Answer a comment, open or settled; who was waited for has thereby dealt with it."""
    made = Answer.objects.create(comment=comment, text=_said(text), written_by=by)
    seen(comment, by=by)
    _mention(comment, made, text, tell, by)
    return made


@transaction.atomic
def settle(comment: Comment, *, reason: str, by: User) -> None:
    """Nothing more is to be done; raises IllegalMove where somebody was quicker."""
    comment.move_to(Comment.Status.SETTLED)
    Answer.objects.create(comment=comment, kind=Answer.Kind.SETTLED, text=reason.strip(), written_by=by)
    seen(comment, by=by)


@transaction.atomic
def reopen(comment: Comment, *, reason: str, by: User) -> None:
    """There is something to be done after all."""
    comment.move_to(Comment.Status.OPEN)
    Answer.objects.create(comment=comment, kind=Answer.Kind.REOPENED, text=reason.strip(), written_by=by)


def seen(comment: Comment, *, by: User) -> None:
    """Somebody who was mentioned has looked."""
    Mention.objects.filter(comment=comment, person=by, dealt_with_at=None).update(dealt_with_at=timezone.now())


def _said(text: str) -> str:
    if not text.strip():
        raise CannotComment("Write what you want to say.")
    return text.strip()


# --- Telling colleagues ----------------------------------------------------------------------------------------------


def colleagues(programme: Programme) -> list[User]:
    """Who may be told of a comment: everyone who reads the draft of this programme's report, by name."""
    with speaking.as_service():
        team = Assignment.objects.current().filter(programme=programme).values("person")
        posts = Post.objects.current().filter(role__in=[role.slug for role in READS_EVERY_DRAFT]).values("person")
        people = User.objects.filter(Q(pk__in=team) | Q(pk__in=posts), disabled_at=None)
        return sorted(people, key=lambda person: (person.name, person.pk))


def named_in(text: str, people: Sequence[User]) -> list[User]:
    """People whose name stands in a text behind an @: the whole name, or a first name that only one of them has."""
    found = []
    lowered = text.lower()
    firsts = [person.name.split(" ")[0].lower() for person in people]
    for person, first in zip(people, firsts, strict=True):
        names = [person.name.lower(), *([first] if firsts.count(first) == 1 else [])]
        if any(re.search(rf"(?<![\w@])@{re.escape(name)}(?!\w)", lowered) for name in names):
            found.append(person)
    return found


def _mention(comment: Comment, answer: Answer | None, text: str, tell: Iterable[User], by: User) -> None:
    programme = comment.section.report.programme
    known = colleagues(programme)
    may_be_told = {person.pk for person in known}
    people = {person.pk: person for person in [*tell, *named_in(text, known)]}
    people = [person for pk, person in people.items() if pk != by.pk and pk in may_be_told]
    Mention.objects.bulk_create(Mention(comment=comment, answer=answer, person=person) for person in people)
    if people:
        # The letter says where to look and nothing of what is said: it lies beside the draft, not within its wall.
        notices.post(
            occasion=f"comment:{comment.pk}/{f'answer:{answer.pk}' if answer else 'made'}",
            kind=KIND,
            recipients=people,
            title=f"{by} mentions you in a comment",
            body_markdown=(
                f"{by} mentions you in a comment on a draft of {programme.short_title}. It waits in your work until you "
                "have answered it or said that you have seen it."
            ),
            by=by,
            sender_name=str(by),
            about_label="The comment",
            about_address=address(comment),
        )


def address(comment: Comment) -> str:
    """Where a comment is read: among all of its draft, as it may have been settled meanwhile."""
    return f"{reverse('drafting:comments', args=[comment.section.report_id])}?show=all#comment-{comment.pk}"
