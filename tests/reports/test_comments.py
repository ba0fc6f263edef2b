"""Comments on paragraphs of a draft: where they stand, who is told, how they are settled, and that none ever leaves."""

import pytest
from django.conf import settings
from django.db import Error, connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from audit import changes, trail
from notifications.models import Notice
from programmes import work
from reports import commenting, freezing, printing
from reports.models import Answer, Comment, Mention, Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db

FIRST = "Leaders understood their duties."
SECOND = "Boards helped, and so did supervision, in most of the places that we went to."
CANARY = "heronsong"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def report():
    made = build.report()
    with speaking.as_service():
        made.sections.filter(position=1).update(body=f"{FIRST}\n\n{SECOND}\n")
        made.figures.all().delete()
    return made


@pytest.fixture
def writer(report):
    return build.member_of(report.programme, roles.Inspector, "Morag Writer")


@pytest.fixture
def panel(report):
    return build.member_of(report.programme, roles.PanelMember, "Paul Panel")


def section_of(report) -> Section:
    with speaking.as_service():
        return report.sections.select_related("report__programme").get(position=1)


def said(report, by, text="Is this so?", words=SECOND, **more) -> Comment:
    with speaking.as_person(by):
        return commenting.comment(section_of(report), words=words, number="1.2", text=text, by=by, **more)


def rewritten(report, body: str) -> None:
    with speaking.as_service():
        report.sections.filter(position=1).update(body=body)


def stands_at(report, by) -> str:
    """The number of the paragraph at which the one comment stands, or “gone”."""
    with speaking.as_person(by):
        parts = commenting.laid_out(report, commenting.of(report, by, show="all"))
    for part in parts:
        for paragraph in part.paragraphs:
            if paragraph.comments:
                return paragraph.block.number
        if part.homeless:
            return "gone"
    return "nowhere"


# --- Where a comment stands ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "at"),
    [
        (f"{FIRST}\n\n{SECOND}", "1.2"),
        (f"A new one.\n\nAnother.\n\n{FIRST}\n\n{SECOND}", "1.4"),
        (f"{SECOND}\n\n{FIRST}", "1.1"),
        (f"{FIRST}\n\nBoards helped a lot, and so did good supervision, in most of the places we went to.", "1.2"),
        (
            f"{FIRST}\n\n**Boards** helped, and so did supervision,[^1] in most of the places that we went to.\n\n[^1]: A note.",
            "1.2",
        ),
        (f"{FIRST}\n\nSomething else altogether stands here now.", "gone"),
        ("", "gone"),
    ],
    ids=["as it was", "paragraphs before it", "moved", "reworded", "a note and bold", "replaced", "nothing left"],
)
def test_a_comment_is_led_to_its_paragraph_by_its_words(report, writer, body, at):
    said(report, writer)
    rewritten(report, body)
    assert stands_at(report, writer) == at


def test_a_comment_whose_paragraph_is_gone_keeps_its_words_and_stands_with_its_section(report, writer):
    said(report, writer)
    rewritten(report, "Something else.")
    page = signed_in(writer).get(reverse("drafting:comments", args=[report.pk])).content.decode()
    assert "The paragraph (then 1.2) is gone. It read:" in page
    assert SECOND in page


# --- Saying, settling ------------------------------------------------------------------------------------------------


def test_the_panel_comments_on_a_paragraph_and_a_writer_answers_and_settles_it(report, writer, panel):
    address = reverse("drafting:comments", args=[report.pk])
    client = signed_in(panel)
    page = client.get(address, {"on": "p-1-2"}).content.decode()
    assert f'name="words" value="{SECOND}"' in page
    client.post(
        f"{address}?on=p-1-2",
        {"section": section_of(report).pk, "words": SECOND, "number": "1.2", "on": "p-1-2", "text": "Which boards?"},
    )
    with speaking.as_service():
        comment = Comment.objects.get()
    assert (comment.words, comment.text, comment.written_by) == (SECOND, "Which boards?", panel)
    own = signed_in(writer)
    own.post(address, {"comment": comment.pk, "text": "The chief officers' boards.", "say": "1"})
    own.post(address, {"comment": comment.pk, "text": "", "settle": "1"})
    assert "Which boards?" not in own.get(address).content.decode()
    page = own.get(address, {"show": "settled"}).content.decode()
    assert "The chief officers&#x27; boards." in page
    assert "settled it" in page
    client.post(address, {"comment": comment.pk, "text": "Name them.", "reopen": "1"})
    with speaking.as_service():
        comment.refresh_from_db()
        assert comment.status == Comment.Status.OPEN
        assert list(comment.answers.values_list("kind", flat=True)) == ["answer", "settled", "reopened"]


def test_of_two_who_settle_a_comment_the_second_is_told_and_nothing_is_said_twice(report, writer):
    comment = said(report, writer)
    with speaking.as_person(writer):
        commenting.settle(Comment.objects.get(pk=comment.pk), reason="Done.", by=writer)
        with pytest.raises(IllegalMove):
            commenting.settle(comment, reason="Done.", by=writer)
        assert Answer.objects.count() == 1


def test_a_comment_that_says_nothing_or_too_much_is_refused_and_stays_typed(report, writer):
    address = reverse("drafting:comments", args=[report.pk])
    sent = {"section": section_of(report).pk, "words": SECOND, "number": "1.2", "on": "p-1-2"}
    assert "Write what you want to say." in signed_in(writer).post(address, {**sent, "text": "  "}).content.decode()
    page = signed_in(writer).post(address, {**sent, "text": "long " * 1200}).content.decode()
    assert "at most 5000 characters" in page
    assert "long long long" in page
    with speaking.as_service():
        assert not Comment.objects.exists()


@pytest.mark.parametrize("sent", [{"comment": "999999"}, {"section": "x"}, {"section": "999999999999999999999"}, {}])
def test_what_is_not_there_is_not_spoken_of(report, writer, sent):
    answer = signed_in(writer).post(reverse("drafting:comments", args=[report.pk]), {**sent, "text": "Words."})
    assert answer.status_code == 404


def test_a_comment_of_another_report_is_not_answered_from_here(report, writer):
    other = build.report()
    with speaking.as_service():
        comment = commenting.comment(other.sections.get(position=1), words="x", number="", text="y", by=writer)
    address = reverse("drafting:comments", args=[report.pk])
    assert signed_in(writer).post(address, {"comment": comment.pk, "text": "Words."}).status_code == 404


def test_what_was_said_is_never_changed(report, writer):
    comment = said(report, writer)
    with speaking.as_person(writer):
        commenting.answer(comment, text="An answer.", by=writer)
        for rows, changed in ((Comment.objects, {"text": "Other."}), (Answer.objects, {"text": "Other."})):
            with pytest.raises(Error), transaction.atomic():
                rows.update(**changed)


# --- Mentions --------------------------------------------------------------------------------------------------------


def waiting(person) -> list[str]:
    with speaking.as_person(person):
        titles = [each.title for each in work.waiting_for(work.Desk(person, timezone.localdate()))]
    return [title for title in titles if "mentions you" in title]


def letters(person) -> list[Notice]:
    with speaking.as_service():
        return list(Notice.objects.filter(recipient=person, kind=commenting.KIND))


@pytest.mark.parametrize("text", ["@Paul Panel, do you agree?", "Do you agree, @paul?", "(@Paul)"])
def test_whoever_is_named_behind_an_at_is_told_once_and_finds_it_in_their_work(report, writer, panel, text):
    comment = said(report, writer, text)
    (letter,) = letters(panel)
    assert letter.title == "Morag Writer mentions you in a comment"
    assert letter.about_address.endswith(f"#comment-{comment.pk}")
    assert waiting(panel) == ["A comment on “Part 1” mentions you"]
    assert signed_in(panel).get(letter.about_address.partition("#")[0]).status_code == 200
    with speaking.as_person(panel):
        commenting.answer(comment, text="I do.", by=panel)
    assert waiting(panel) == []
    assert len(letters(panel)) == 1


@pytest.mark.parametrize("text", ["paul@panel.example", "@Paula", "@@Paul", "Paul Panel"])
def test_what_only_looks_like_a_mention_tells_nobody(report, writer, panel, text):
    said(report, writer, text)
    assert waiting(panel) == []


def test_a_first_name_that_two_share_names_neither(report, writer, panel):
    build.member_of(report.programme, roles.Lead, "Paul Other")
    said(report, writer, "@Paul")
    assert letters(panel) == []
    said(report, writer, "@Paul Other", words=FIRST)
    assert letters(panel) == []


def test_nobody_is_told_who_may_not_read_the_draft_nor_of_what_they_wrote_themselves(report, writer):
    outsider = build.person("Una Outsider")
    said(report, writer, "@Una Outsider and @Morag Writer", tell=[outsider, writer])
    with speaking.as_service():
        assert not Mention.objects.exists()
    assert letters(outsider) == []


def test_a_mention_waits_until_it_is_seen_or_the_comment_settled(report, writer, panel):
    address = reverse("drafting:comments", args=[report.pk])
    first, second = said(report, writer, "@Paul Panel"), said(report, writer, "Look, @Paul Panel", words=FIRST)
    assert len(waiting(panel)) == 2
    signed_in(panel).post(address, {"comment": first.pk, "seen": "1"})
    assert len(waiting(panel)) == 1
    with speaking.as_person(writer):
        commenting.settle(second, reason="", by=writer)
    assert waiting(panel) == []


def test_mine_are_those_one_wrote_answered_or_is_named_in(report, writer, panel):
    said(report, writer, "Not for Paul.", words=FIRST)
    named = said(report, writer, "For @Paul Panel.")
    with speaking.as_person(panel):
        assert commenting.of(report, panel, show="mine") == [named]
        assert len(commenting.of(report, panel, show="all")) == 2


# --- None of it leaves -----------------------------------------------------------------------------------------------


def test_a_comment_is_in_no_edition_print_letter_or_log(report, writer, panel, caplog, client):
    comment = said(report, writer, f"{CANARY} @Paul Panel")
    with speaking.as_person(writer):
        commenting.answer(comment, text=f"{CANARY} again", by=writer)
    edition = build.published(report)
    texts = [edition.html, str(edition.content), str(edition.data_files)]
    texts.append(render_to_string("print/report.html", printing.context(edition)))
    texts += [letter.body_html + letter.title for letter in letters(panel)]
    for address in (edition.get_absolute_url(), reverse("public:feed"), reverse("public:front")):
        texts.append(client.get(address).content.decode())
    with speaking.as_service():
        for model in trail.history_models():
            texts += [str(row) for row in model.objects.values()[:500]]
    assert [text[:200] for text in texts if CANARY in text] == []
    assert CANARY not in caplog.text
    assert Comment not in changes.names


def test_an_open_comment_is_told_before_a_freeze_and_does_not_stop_it(report, writer):
    said(report, writer)
    with speaking.as_service():
        looked = freezing.look(report)
    assert "1 comment of readers is still open." in [problem.says for problem in looked.remarks]
    assert looked.stops == []


def test_comments_are_behind_the_wall_of_their_draft(report, writer, panel):
    comment = said(report, writer, "Look, @Paul Panel")
    with speaking.as_person(writer):
        commenting.answer(comment, text="An answer.", by=writer)
    counts = "SELECT (SELECT count(*) FROM reports_comment), (SELECT count(*) FROM reports_answer), (SELECT count(*) FROM reports_mention)"
    for person, seen in ((build.person(), (0, 0, 0)), (panel, (1, 1, 1))):
        with speaking.as_person(person), connection.cursor() as cursor:
            cursor.execute(counts)
            assert cursor.fetchone() == seen
    assert signed_in(build.person()).get(reverse("drafting:comments", args=[report.pk])).status_code == 404


def test_a_hundred_comments_cost_as_many_queries_as_one(report, writer, panel):
    client = signed_in(panel)
    address = reverse("drafting:comments", args=[report.pk])
    client.get(address)
    counts = []
    for number in (1, 100):
        with speaking.as_service():
            Comment.objects.bulk_create(
                Comment(section=section_of(report), words=f"{SECOND} {at}", text=f"Comment {at}", written_by=writer)
                for at in range(number)
            )
            for comment in Comment.objects.all()[:number]:
                Answer.objects.create(comment=comment, text="An answer", written_by=panel)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len([each for each in queries if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1], counts
