"""A person's inbox, and a letter in it."""

import pytest

from accounts import speaking
from audit.models import Look
from notifications.inbox import unread_count
from notifications.models import Notice
from tests.build import notifications as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = build.person("Morag Reader")
    client.force_login(person)
    return person


def post_many(reader, how_many, **parts):
    from notifications import notices

    notices.post_all(
        [
            notices.Letter(f"participation:{number}/x", "reminder", [reader], f"Letter {number}", "Text", **parts)
            for number in range(how_many)
        ],
        by=None,
    )


def read_at(notice):
    with speaking.as_service():
        return Notice.objects.get(pk=notice.pk).read_at


def test_it_lists_a_persons_own_letters_and_nobody_elses(client, reader):
    build.letter(reader, title="For Morag")
    build.letter(title="For somebody else")
    page = client.get("/inbox/").content.decode()
    assert "For Morag" in page
    assert "For somebody else" not in page
    assert "1 unread letter." in page


def test_what_is_unread_is_said_in_words(client, reader):
    notice = build.letter(reader)
    assert ">Unread</span>" in client.get("/inbox/").content.decode()
    client.get(notice.get_absolute_url())
    page = client.get("/inbox/").content.decode()
    assert ">Unread</span>" not in page
    assert "Nothing unread." in page


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("words=heron", {"Two"}),
        ("words=TWO", {"Two"}),
        ("kind=chaser", {"Two"}),
        ("programme=7", {"One"}),
        ("state=unread", {"One", "Two", "Three"}),
        ("state=read", set()),
        ("programme=7&kind=chaser", set()),
        ("programme=elsewhere", {"One", "Two", "Three"}),
    ],
)
def test_it_can_be_narrowed(client, reader, query, finds):
    build.letter(reader, title="One", programme_ref=7, programme_name="Review of governance")
    build.letter(reader, title="Two", kind="chaser", body_markdown="About the *heron*.")
    build.letter(reader, title="Three", programme_ref=8, programme_name="Review of leavers")
    page = client.get(f"/inbox/?{query}")
    assert {letter.title for letter in page.context["page"]} == finds
    if not finds:
        assert "No letter fits these filters." in page.content.decode()


def test_a_filter_that_does_not_exist_is_said_beside_itself(client, reader):
    build.letter(reader, programme_ref=7, programme_name="Review of governance")
    assert "There is a problem" in client.get("/inbox/?programme=elsewhere").content.decode()


def test_an_empty_inbox_says_what_will_come(client, reader):
    assert "No letter has been sent to you yet." in client.get("/inbox/").content.decode()


def test_a_thousand_letters_cost_as_many_queries_as_one(client, reader, django_assert_max_num_queries):
    counted = []
    client.get("/inbox/")  # the first request of a session notes that it was used
    for how_many in (1, 1000):
        post_many(reader, how_many, programme_ref=1, programme_name="A review")
        with django_assert_max_num_queries(16) as queries:
            assert client.get("/inbox/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_opening_a_letter_notes_when_it_was_first_read_and_that_somebody_looked(client, reader):
    notice = build.letter(reader, participation_ref=12)
    assert client.get(notice.get_absolute_url()).status_code == 200
    first = read_at(notice)
    assert first is not None
    client.get(notice.get_absolute_url())
    assert read_at(notice) == first
    with speaking.as_service():
        look = Look.objects.get(kind="letter")
    assert (look.person, look.subject_id, look.participation_ref) == (reader, notice.pk, 12)


def test_the_page_shows_the_letter_as_it_was_sent(client, reader):
    notice = build.letter(
        reader,
        title="Notice of a review <of governance>",
        body_markdown="# What we ask\n\nSend *four* documents.",
        sender_name="Ailsa Bain",
        sender_role="Review lead",
        about_label="Your tasks",
        about_address="/work/12/",
    )
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "Notice of a review &lt;of governance&gt;" in page
    assert "<h2>What we ask</h2>" in page
    assert "Send <em>four</em> documents." in page
    assert "Ailsa Bain, Review lead" in page
    assert 'href="/work/12/"' in page


def test_somebody_elses_letter_does_not_exist(client, reader):
    notice = build.letter()
    assert client.get(notice.get_absolute_url()).status_code == 404
    assert read_at(notice) is None


def test_nobody_reads_letters_without_signing_in(client):
    notice = build.letter()
    assert client.get("/inbox/").status_code == 302
    assert client.get(notice.get_absolute_url()).status_code == 302


def test_marking_all_as_read_leaves_formal_letters_until_they_are_opened(client, reader):
    ordinary, formal, others = build.letter(reader), build.letter(reader, statutory=True), build.letter()
    response = client.post("/inbox/read/", follow=True)
    assert "1 letter marked as read." in response.content.decode()
    assert read_at(ordinary) is not None
    assert read_at(formal) is read_at(others) is None


def test_the_address_of_a_button_opened_by_hand_says_that_nothing_was_done(client, reader):
    letter = build.letter(reader)
    response = client.get("/inbox/read/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Nothing has been changed." in response.content.decode()
    assert read_at(letter) is None


def test_the_header_counts_unread_letters_with_one_query(client, reader, django_assert_num_queries):
    post_many(reader, 3)
    with speaking.as_person(reader), django_assert_num_queries(1):
        assert unread_count(reader) == 3
        assert unread_count(reader) == 3
    assert '<span class="count">' in client.get("/inbox/").content.decode()
