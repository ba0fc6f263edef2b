"""What people wrote: brought in, looked through, read by two, compared, settled, counted, quoted."""

import csv
import io
import re

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import actions as accounts
from accounts import roles, speaking
from accounts.moves import IllegalMove
from analysis import agreement, codebook, double_reading, passages, quoting, releasing, settling, themes
from analysis.models import Coding, Passage, Quote, Reading, Settlement, Theme
from audit.models import Look
from instruments.written import from_data
from tests.build import analysis as publishing
from tests.build import programmes as plan_of
from tests.build import surveys
from tests.build import words as build

pytestmark = pytest.mark.django_db

#: One with a name and a number, one with nothing, one in letters that run from the right.
COMMENTS = (
    "My manager John Smith is kind. Ring 07700 900123.",
    "Too much work, too few of us.",
    "الإدارة تستمع إلينا دائما",
)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def rows(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))


@pytest.fixture
def dataset():
    """Two areas of some size and one of which four people answered; three of each wrote something."""
    return build.survey(30, 15, 4, comments=COMMENTS)


@pytest.fixture
def lead(dataset):
    return publishing.lead(dataset)


@pytest.fixture
def ann(dataset):
    return build.reader(dataset, name="Ann First")


@pytest.fixture
def bob(dataset):
    return build.reader(dataset, name="Bob Second")


def here(dataset, end: str = "") -> str:
    return f"/work/{dataset.survey.programme.slug}/surveys/{dataset.survey.key}/{dataset.pk}/words/{end}"


def passage(dataset, beginning: str, *, area: int = 0) -> Passage:
    whose = surveys.links(dataset.survey)[area].participation_id
    return next(p for p in build.of(dataset) if p.participation_id == whose and p.words.startswith(beginning))


class TestBringingIn:
    def test_each_thing_that_somebody_wrote_is_one_passage_however_often_it_is_asked_for(self, dataset):
        assert len(build.of(dataset)) == 9
        assert passages.bring_in(dataset) == 0
        assert len(build.of(dataset)) == 9

    def test_what_is_empty_or_no_text_is_none(self, dataset):
        build.wrote(dataset, ["   ", "", "Fine."])
        assert len(build.of(dataset)) == 10

    def test_what_stands_in_the_entries_of_a_repeated_group_is_one_passage_for_each_of_its_questions(self):
        posts = {"kind": "repeated group", "key": "posts", "label": "Your posts", "question": [
            {"kind": "long text", "key": "about", "label": "What is hard in it?"},
            {"kind": "short text", "key": "name", "label": "Whom do you ask?", "identifies": True},
        ]}  # fmt: skip
        instrument, faults = from_data("jobs", {"title": "Jobs", "section": [{"title": "Posts", "question": [posts]}]})
        assert faults == []
        assert passages.questions_of(instrument) == {"posts/about": "Your posts: What is hard in it?"}
        given = {"posts": [{"about": "The hours.", "name": "Ada"}, {"name": "Ada"}, {"about": " The\r\nroads. "}]}
        assert passages._words(given, "posts/about") == "The hours.\n\nThe\nroads."
        assert passages._words({"posts": "spoilt"}, "posts/about") == ""

    def test_it_is_a_button_that_those_who_read_may_press(self, client, lead, ann):
        fresh = build.survey(12, comments=COMMENTS, brought_in=False)
        client.force_login(publishing.lead(fresh))
        assert "Bring in what people wrote" in text(client.get(here(fresh)))
        assert "3 passages brought in." in text(client.post(here(fresh, "bring-in/"), follow=True))
        assert "Nothing was left to bring in." in text(client.post(here(fresh, "bring-in/"), follow=True))

    def test_what_was_written_never_changes(self, dataset):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), speaking.as_service():
            Passage.objects.filter(dataset=dataset).update(words="Something else")


class TestLookingThrough:
    def test_what_is_proposed_is_marked_chosen_and_hidden_from_readers(self, client, dataset, ann):
        client.force_login(ann)
        found = passage(dataset, "My manager")
        page = client.get(here(dataset, f"passages/{found.pk}/"))
        assert "1. “John Smith”" in text(page)
        assert "2. “07700 900123”" in text(page)
        chosen = re.findall(r'name="hide" value="([\d-]+)"[^>]*checked', page.content.decode())
        assert len(chosen) == 2
        form = {"hide": chosen, "what": "name", "seen": page.context["form"]["seen"].value(), "stay": ""}
        answer = client.post(here(dataset, f"passages/{found.pk}/"), form, follow=True)
        assert "The passage may be read, with 2 stretches hidden." in text(answer)
        assert passage(dataset, "My manager").shown == "My manager [name] is kind. Ring [phone number]."
        assert "Ann First looked it through" in text(answer)

    def test_a_proposal_is_left_out_and_other_words_are_hidden(self, client, dataset, ann):
        client.force_login(ann)
        found = passage(dataset, "My manager")
        page = client.get(here(dataset, f"passages/{found.pk}/"))
        first = passages.marked(found)[0].key
        form = {"hide": [first], "more": "IS  kind\n", "what": "job", "seen": page.context["form"]["seen"].value()}
        client.post(here(dataset, f"passages/{found.pk}/"), form | {"stay": ""})
        assert passage(dataset, "My manager").shown == "My manager [name] [job]. Ring 07700 900123."

    def test_words_that_do_not_stand_there_are_told_and_nothing_that_was_typed_is_lost(self, client, dataset, ann):
        client.force_login(ann)
        found = passage(dataset, "Too much")
        form = {"more": "Jonathan", "what": "name", "seen": passages.seen(found), "stay": ""}
        answer = client.post(here(dataset, f"passages/{found.pk}/"), form)
        assert "“Jonathan” does not stand in what was written" in text(answer)
        assert ">Jonathan</textarea>" in answer.content.decode().replace("\n", "")
        assert passage(dataset, "Too much").cleared_at is None

    def test_stretches_that_overlap_become_one(self, dataset, ann):
        found = passage(dataset, "My manager")
        with speaking.as_person(ann):
            parts = [*passages.standing_where(found, "manager John"), *passages.standing_where(found, "John Smith is")]
        assert passages.merged(parts) == [[3, 24, "name"]]

    def test_of_two_who_look_through_one_the_second_is_told(self, dataset, ann, bob):
        found = passage(dataset, "Too much")
        seen = passages.seen(found)
        build.cleared(found, by=ann)
        with pytest.raises(IllegalMove, match="while you had it open"), speaking.as_person(bob):
            passages.clear(found, [], had_before_them=seen, by=bob)

    def test_it_is_taken_back_until_somebody_reads(self, client, dataset, ann, bob):
        found = build.cleared(passage(dataset, "Too much"), by=ann)
        client.force_login(ann)
        client.post(here(dataset, f"passages/{found.pk}/undo/"))
        assert passage(dataset, "Too much").cleared_at is None
        build.cleared(passage(dataset, "Too much"), by=ann)
        with speaking.as_person(bob):
            assert double_reading.take(dataset, by=bob).passage_id == found.pk
        assert client.post(here(dataset, f"passages/{found.pk}/undo/")).status_code == 409
        with pytest.raises(DatabaseError, match="stays cleared"), transaction.atomic(), speaking.as_service():
            Passage.objects.filter(pk=found.pk).update(cleared_at=None, cleared_by=None)

    def test_more_is_hidden_of_what_is_being_read_and_nothing_is_shown_again(self, client, dataset, ann, bob):
        found = build.cleared(passage(dataset, "My manager"), by=ann)
        build.read(found, by=bob)
        client.force_login(ann)
        page = client.get(here(dataset, f"passages/{found.pk}/"))
        assert 'name="hide"' not in page.content.decode()
        form = {"more": "kind", "what": "something that tells who it is", "seen": passages.seen(found)}
        client.post(here(dataset, f"passages/{found.pk}/"), form)
        assert "[something that tells who it is]" in passage(dataset, "My manager").shown
        assert "[name]" in passage(dataset, "My manager").shown
        found = passage(dataset, "My manager")
        with pytest.raises(IllegalMove, match="nothing shown again"), speaking.as_person(ann):
            passages.clear(found, [], had_before_them=passages.seen(found), by=ann)

    def test_a_quote_that_holds_what_is_hidden_later_is_told_of(self, client, dataset, ann):
        found = build.cleared(passage(dataset, "Too much"), by=ann)
        with speaking.as_person(ann):
            quoting.choose(found, "too few of us", None, sure=True, by=ann)
        client.force_login(ann)
        form = {"more": "few", "what": "number", "seen": passages.seen(found), "stay": ""}
        answer = client.post(here(dataset, f"passages/{found.pk}/"), form, follow=True)
        assert "1 quote in the bank may hold words that are hidden now." in text(answer)

    def test_one_goes_from_passage_to_passage_until_none_is_left(self, client, dataset, ann):
        client.force_login(ann)
        seen = []
        for _ in build.of(dataset):
            answer = client.get(here(dataset, "passages/next/"), follow=True)
            pk = answer.context["passage"].pk
            seen.append(pk)
            client.post(
                here(dataset, f"passages/{pk}/"), {"what": "name", "seen": answer.context["form"]["seen"].value()}
            )
        assert len(set(seen)) == 9
        assert "Every passage has been looked through." in text(
            client.get(here(dataset, "passages/next/"), follow=True)
        )

    def test_looking_is_noted_without_saying_at_which_passage(self, client, dataset, ann):
        client.force_login(ann)
        found = passage(dataset, "Too much")
        client.get(here(dataset, f"passages/{found.pk}/"))
        with speaking.as_service():
            look = Look.objects.filter(person=ann).get()
        assert (look.kind, look.subject_id) == ("words of a survey", dataset.pk)
        assert look.address == here(dataset)


class TestCodebook:
    def test_a_lead_writes_it_orders_it_and_takes_it_away(self, client, dataset, lead):
        client.force_login(lead)
        for title in ("Workload", "Managers"):
            client.post(here(dataset, "codebook/"), {"title": title, "meaning": f"When it is about {title}."})
        page = text(client.get(here(dataset, "codebook/")))
        assert page.index("Workload") < page.index("Managers")
        second = Theme.objects.get(title="Managers")
        client.post(here(dataset, f"codebook/{second.pk}/move/"), {"way": "up"})
        found = rows(client.get(here(dataset, "codebook.csv")))
        assert [row["Theme"] for row in found] == ["Managers", "Workload"]

    def test_two_themes_never_have_one_name(self, client, dataset, lead):
        client.force_login(lead)
        build.theme(dataset, "Workload")
        answer = client.post(here(dataset, "codebook/"), {"title": " workload ", "meaning": "Again"})
        assert "has a theme of this name already" in text(answer)

    def test_a_reader_reads_it_and_changes_nothing(self, client, dataset, ann):
        found = build.theme(dataset)
        client.force_login(ann)
        assert "Too much to do." in text(client.get(here(dataset, "codebook/")))
        assert client.post(here(dataset, "codebook/"), {"title": "x", "meaning": "y"}).status_code == 403
        assert client.post(here(dataset, f"codebook/{found.pk}/retire/")).status_code == 403

    def test_whoever_changes_what_a_theme_means_is_told_how_many_readings_gave_it(self, client, dataset, lead, ann):
        found = build.theme(dataset)
        build.read(build.cleared(passage(dataset, "Too much"), by=ann), found, by=ann)
        client.force_login(lead)
        address = here(dataset, f"codebook/{found.pk}/")
        page = client.get(address)
        assert "1 reading has given this theme" in text(page)
        form = {"title": "Workload", "meaning": "Something else", "seen": page.context["form"]["seen"].value()}
        assert "Say that they still fit" in text(client.post(address, form))
        assert Theme.objects.get(pk=found.pk).meaning == "Too much to do."
        client.post(address, form | {"sure": "on"})
        assert Theme.objects.get(pk=found.pk).meaning == "Something else"

    def test_a_theme_that_was_given_is_retired_and_stands_one_that_was_not_is_removed(self, dataset, ann):
        given, never = build.theme(dataset), build.theme(dataset, "Never")
        build.read(build.cleared(passage(dataset, "Too much"), by=ann), given, by=ann)
        with speaking.as_service():
            assert codebook.retire(never) is True
            assert codebook.retire(given) is False
        with speaking.as_service():
            assert list(Theme.objects.filter(survey=dataset.survey)) == [given]
            assert Coding.objects.count() == 1


class TestReading:
    def test_only_what_is_cleared_is_read(self, dataset, ann):
        with speaking.as_person(ann):
            assert double_reading.take(dataset, by=ann) is None
        with pytest.raises(DatabaseError, match="cleared"), transaction.atomic(), speaking.as_service():
            Reading.objects.create(passage=passage(dataset, "Too much"), place=1, reader=ann)

    def test_two_read_it_a_third_does_not_and_nobody_twice(self, dataset, lead, ann, bob):
        build.cleared(passage(dataset, "Too much"), by=ann)
        for person, place in ((ann, 1), (bob, 2)):
            with speaking.as_person(person):
                reading = double_reading.take(dataset, by=person)
                assert reading.place == place
                assert double_reading.take(dataset, by=person) == reading
                double_reading.read(reading.passage, [], by=person)
                assert double_reading.take(dataset, by=person) is None
        with speaking.as_person(lead):
            assert double_reading.take(dataset, by=lead) is None
            assert double_reading.to_read(dataset, lead) == 0
            with pytest.raises(IllegalMove, match="Two others"):
                double_reading.read(reading.passage, [], by=lead)

    def test_readers_see_what_is_shown_and_not_what_is_hidden(self, client, dataset, ann):
        found = build.cleared(passage(dataset, "My manager"), by=ann)
        build.theme(dataset)
        client.force_login(ann)
        answer = client.post(here(dataset, "readings/next/"), follow=True)
        assert answer.context["passage"].pk == found.pk
        assert "My manager [name] is kind" in text(answer)
        assert "Smith" not in text(answer)

    def test_neither_sees_the_others_themes_before_both_have_read(self, client, dataset, ann, bob):
        found, theme = build.cleared(passage(dataset, "Too much"), by=ann), build.theme(dataset)
        build.read(found, theme, by=ann)
        with speaking.as_person(bob):
            assert not Coding.objects.exists()
        client.force_login(bob)
        assert client.get(here(dataset, f"differences/{found.pk}/")).status_code == 404
        client.post(here(dataset, "readings/next/"))
        page = client.get(here(dataset, f"readings/{found.pk}/")).content.decode()
        assert "checked" not in page
        build.read(found, by=bob)
        with speaking.as_person(bob):
            assert Coding.objects.count() == 1
        assert "Ann First gave it. Bob Second did not." in text(client.get(here(dataset, f"differences/{found.pk}/")))

    def test_ones_own_reading_is_changed_until_the_other_is_done(self, client, dataset, ann, bob):
        found, one, two = (
            build.cleared(passage(dataset, "Too much"), by=ann),
            build.theme(dataset),
            build.theme(dataset, "Managers"),
        )
        build.read(found, one, by=ann)
        client.force_login(ann)
        client.post(here(dataset, f"readings/{found.pk}/"), {"themes": [two.pk], "stay": ""})
        with speaking.as_person(ann):
            assert [coding.theme_id for coding in Coding.objects.all()] == [two.pk]
        build.read(found, by=bob)
        assert client.post(here(dataset, f"readings/{found.pk}/"), {"themes": [one.pk]}).status_code == 409
        with pytest.raises(DatabaseError, match="stand once both"), transaction.atomic(), speaking.as_service():
            Coding.objects.all().delete()

    def test_what_one_reader_has_begun_comes_first_for_the_second(self, dataset, ann, bob):
        all_of_it = build.all_cleared(dataset, by=ann)
        build.read(all_of_it[5], by=ann)
        with speaking.as_person(bob):
            assert double_reading.take(dataset, by=bob).passage_id == all_of_it[5].pk

    def test_a_place_that_somebody_left_is_free_again_after_an_hour_where_nothing_else_is(
        self, dataset, lead, ann, bob
    ):
        found = build.cleared(passage(dataset, "Too much"), by=ann)
        for person in (ann, bob):
            with speaking.as_person(person):
                double_reading.take(dataset, by=person)
        with speaking.as_person(lead):
            assert double_reading.take(dataset, by=lead) is None
        with speaking.as_service():
            held = Reading.objects.get(passage=found, reader=ann)
            Reading.objects.filter(pk=held.pk).update(taken_at=held.taken_at - 2 * double_reading.KEPT_FOR)
        with speaking.as_person(lead):
            assert double_reading.take(dataset, by=lead).place == 1
        # Whoever left it comes back and has read: nothing is lost where a place is free, and told where none is.
        with speaking.as_person(ann), pytest.raises(IllegalMove, match="Two others"):
            double_reading.read(found, [], by=ann)

    def test_a_passage_is_handed_back_until_it_is_read(self, client, dataset, ann):
        found = build.cleared(passage(dataset, "Too much"), by=ann)
        build.theme(dataset)
        client.force_login(ann)
        client.post(here(dataset, "readings/next/"))
        client.post(here(dataset, f"readings/{found.pk}/hand-back/"))
        with speaking.as_service():
            assert not Reading.objects.exists()
        build.read(found, by=ann)
        assert client.post(here(dataset, f"readings/{found.pk}/hand-back/")).status_code == 409

    def test_somebody_tied_to_a_partnership_meets_none_of_its_words(self, client, dataset, lead, ann):
        part = surveys.links(dataset.survey)[0].participation
        tied = build.reader(dataset)
        with speaking.as_service():
            body = part.partnership.organisations.first()
        accounts.declare_tie(tied, body, "worked there", by=plan_of.administrator())
        hidden = [each for each in build.all_cleared(dataset, by=lead) if each.participation_id == part.pk]
        build.theme(dataset)
        with speaking.as_person(tied):
            assert not Passage.objects.filter(participation=part).exists()
            while reading := double_reading.take(dataset, by=tied):
                assert reading.passage_id not in {each.pk for each in hidden}
                double_reading.read(reading.passage, [], by=tied)
            assert Reading.objects.filter(reader=tied).count() == 6
        client.force_login(tied)
        for end in ("passages/{}/", "passages/{}/quote/", "readings/{}/", "differences/{}/"):
            assert client.get(here(dataset, end.format(hidden[0].pk))).status_code == 404


class TestAgreement:
    def test_figures_are_those_of_a_published_table(self):
        """Two raters, fifty proposals: 20 yes by both, 15 no by both, 5 and 10 split. Kappa is 0.4, by hand."""
        found = agreement.measured("x", {(True, True): 20, (True, False): 5, (False, True): 10, (False, False): 15})
        assert found.share == pytest.approx(0.7)
        assert found.kappa == pytest.approx(0.4)
        # By hand: of 100 values 55 are yes and 45 no; disagreement seen 30/100, expected 2·55·45/(100·99).
        assert found.alpha == pytest.approx(1 - 0.3 / (2 * 55 * 45 / (100 * 99)))

    def test_alpha_is_that_of_its_authors_example(self):
        """Krippendorff's example of two observers and ten units of 0 and 1: alpha 0.095."""
        first = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
        second = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
        decisions = {}
        for one, other in zip(first, second, strict=True):
            key = (bool(one), bool(other))
            decisions[key] = decisions.get(key, 0) + 1
        assert agreement.measured("x", decisions).alpha == pytest.approx(0.095, abs=0.001)

    def test_worse_than_chance_is_below_nothing(self):
        found = agreement.measured("x", {(True, False): 5, (False, True): 5})
        assert (found.share, found.kappa) == (0, pytest.approx(-1))
        assert "Not reliable" in found.in_words

    @pytest.mark.parametrize("same", [True, False])
    def test_where_all_is_the_same_no_figure_is_given_and_it_is_said_why(self, same):
        found = agreement.measured("x", {(same, same): 12})
        assert (found.share, found.kappa, found.alpha) == (1, None, None)
        assert "chance cannot be judged" in found.in_words

    def test_where_one_reader_never_gives_a_theme_kappa_is_nought(self):
        found = agreement.measured("x", {(True, False): 3, (False, False): 7})
        assert found.kappa == pytest.approx(0)
        assert found.alpha is not None

    def test_nothing_read_is_no_agreement(self):
        assert agreement.measured("x", {}).in_words == agreement.NOTHING_READ

    def test_the_page_has_a_row_for_each_theme_and_one_for_all(self, client, dataset, lead, ann, bob):
        one = build.theme(dataset)
        build.theme(dataset, "Managers")
        for place, found in enumerate(build.all_cleared(dataset, by=lead)):
            build.read(found, *([one] if place % 2 else []), by=ann)
            build.read(found, *([one] if place % 2 or place == 2 else []), by=bob)
        client.force_login(lead)
        page = text(client.get(here(dataset, "agreement/")))
        assert "Workload 9 4 1 4 89% 0.780 0.790 Good enough" in page
        assert "Managers 9 0 0 9 100% – – Both readers decided the same" in page
        assert "All themes together 18 4 1 13 94%" in page


class TestSettling:
    @pytest.fixture
    def different(self, dataset, lead, ann, bob):
        found, theme = build.cleared(passage(dataset, "Too much"), by=lead), build.theme(dataset)
        build.read(found, theme, by=ann)
        build.read(found, by=bob)
        return found, theme

    def form(self, theme, seen="", **more) -> dict:
        name = f"theme-{theme.pk}"
        return {f"{name}-{key}": value for key, value in {"holds": "yes", "seen": seen, **more}.items()}

    def test_somebody_else_settles_it_and_stands_on_record(self, client, dataset, lead, different):
        found, theme = different
        client.force_login(lead)
        assert "1 difference" in text(client.get(here(dataset, "differences/")))
        answer = client.post(here(dataset, f"differences/{found.pk}/"), self.form(theme), follow=True)
        assert f"It counts. {lead.name}" in text(answer)
        with speaking.as_service():
            assert themes.differences(dataset) == []
            assert Settlement.objects.get().settled_by == lead

    def test_one_of_the_readers_says_why(self, client, dataset, ann, different):
        found, theme = different
        client.force_login(ann)
        address = here(dataset, f"differences/{found.pk}/")
        assert "You are one of the two readers. Say why" in text(client.post(address, self.form(theme)))
        answer = client.post(address, self.form(theme, reason="Bob and I talked about it."), follow=True)
        assert "one of the two readers. Bob and I talked about it." in text(answer)

    def test_it_is_settled_anew_knowing_what_was_settled(self, client, dataset, lead, different):
        found, theme = different
        client.force_login(lead)
        address = here(dataset, f"differences/{found.pk}/")
        client.post(address, self.form(theme))
        assert client.post(address, self.form(theme, holds="no")).status_code == 409
        with speaking.as_service():
            seen = Settlement.objects.get().settled_at.isoformat()
        client.post(address, self.form(theme, seen=seen, holds="no"))
        with speaking.as_service():
            assert Settlement.objects.get().holds is False

    def test_what_they_found_alike_is_not_settled(self, dataset, lead, different):
        found, _ = different
        other = build.theme(dataset, "Managers")
        with pytest.raises(IllegalMove, match="do not differ"), speaking.as_person(lead):
            settling.settle(found, other, holds=True, reason="", had_before_them="", by=lead)


class TestCounting:
    @pytest.fixture
    def counted(self, dataset, lead, ann, bob):
        theme = build.theme(dataset, "Workload")
        for found in build.all_cleared(dataset, by=lead):
            given = [theme] if found.words.startswith("Too much") else []
            build.read(found, *given, by=ann)
            build.read(found, *given, by=bob)
        return theme

    def test_a_theme_is_counted_by_area_with_its_base(self, client, dataset, lead, counted):
        client.force_login(lead)
        found = rows(client.get(here(dataset, "by-area.csv")))
        assert [(row["Workload"], row["Wrote something that both have read"]) for row in found] == [
            ("3", "9"),
            ("1", "3"),
            ("1", "3"),
            ("1", "3"),
        ]
        assert "Everybody 3 9" in text(client.get(here(dataset, "by-area/")))

    def test_until_all_is_read_twice_nothing_is_published_and_the_page_says_so(self, client, dataset, lead, counted):
        build.wrote(dataset, ["One more."])
        client.force_login(lead)
        assert "Not all passages have been read by both" in text(client.get(here(dataset, "by-area/")))
        with speaking.as_service():
            assert themes.settled_themes(dataset) == {}

    def test_settled_themes_come_into_what_is_published(self, dataset, lead, counted):
        plan = publishing.rules_for(dataset, by=lead)
        assert f"theme.{counted.pk}" in releasing.counts_of(plan).questions


class TestYourWork:
    def test_what_is_to_be_looked_through_and_read_stands_among_what_waits_for_a_reader(self, client, dataset, ann):
        first, *_ = build.of(dataset)
        client.force_login(ann)
        page = text(client.get("/work/"))
        assert f"{len(build.of(dataset))} passages to look through." in page
        build.cleared(first, by=ann)
        assert f"{len(build.of(dataset)) - 1} passages to look through, 1 passage to read." in text(
            client.get("/work/")
        )
        client.force_login(plan_of.in_team(dataset.survey.programme, roles.SupportOfficer))
        assert "to look through" not in text(client.get("/work/"))


class TestQuotes:
    def form(self, words: str, **more) -> dict:
        return {"words": words, "theme": "", **more}

    def test_part_of_a_passage_goes_into_the_bank_without_where_it_comes_from(self, client, dataset, ann):
        found, theme = build.cleared(passage(dataset, "Too much"), by=ann), build.theme(dataset)
        client.force_login(ann)
        address = here(dataset, f"passages/{found.pk}/quote/")
        client.post(address, self.form("too few\n of us", theme=theme.pk))
        quote = Quote.objects.get()
        assert quote.words == "too few of us"
        kept = {field.name for field in Quote._meta.get_fields()}
        assert kept == {"id", "survey", "question", "words", "theme", "chosen_by", "chosen_on"}
        assert "are in the bank already" in text(client.post(address, self.form("too few of us")))

    def test_words_that_do_not_stand_there_or_are_torn_are_refused_and_kept_in_the_form(self, client, dataset, ann):
        found = build.cleared(passage(dataset, "My manager"), by=ann)
        client.force_login(ann)
        address = here(dataset, f"passages/{found.pk}/quote/")
        answer = client.post(address, self.form("My manager John Smith", sure="on"))
        assert "do not stand in what is shown" in text(answer)
        assert "My manager John Smith</textarea>" in answer.content.decode()
        assert "Begin and end with a whole word" in text(client.post(address, self.form("nager [name] is")))

    def test_nothing_is_quoted_of_what_nobody_has_looked_through(self, client, dataset, ann):
        client.force_login(ann)
        found = passage(dataset, "Too much")
        client.post(here(dataset, f"passages/{found.pk}/quote/"), self.form("too few of us"))
        assert not Quote.objects.exists()

    def test_nothing_is_quoted_of_whoever_did_not_say_that_it_may_be(self, client):
        survey = surveys.open_survey(definition="medicine-waste", key="feedback")
        link = surveys.links(survey)[0]
        for may in ("yes", "no", "") * 4:
            words = f"The bags are too small, said with {may or 'nothing'}."
            surveys.send(link, {"comment": words, **({"quote": may} if may else {})})
        dataset = surveys.frozen(survey)
        passages.bring_in(dataset)
        lead = plan_of.in_team(survey.programme, roles.Lead)
        client.force_login(lead)
        found = {each.words.split()[-1]: build.cleared(each, by=lead) for each in build.of(dataset)}
        assert len(found) == 3
        for said, passage_of_it in found.items():
            address = here(dataset, f"passages/{passage_of_it.pk}/quote/")
            assert ("has not said that it may be quoted" in text(client.get(address))) == (said != "yes.")
            client.post(address, self.form("The bags are too small", sure="on"))
            assert Quote.objects.filter(survey=survey).exists() == (said == "yes.")
            Quote.objects.filter(survey=survey).delete()
        listed = text(client.get(here(dataset, "passages/")))
        assert listed.count("Not to be quoted") == 8

    def test_of_an_area_below_the_threshold_nothing_is_quoted(self, client, dataset, ann):
        found = build.cleared(passage(dataset, "Too much", area=2), by=ann)
        client.force_login(ann)
        address = here(dataset, f"passages/{found.pk}/quote/")
        assert "Fewer than 10 people answered where this comes from, so nothing" in text(client.get(address))
        client.post(address, self.form("too few of us", sure="on"))
        assert not Quote.objects.exists()

    def test_of_a_small_area_it_is_quoted_by_somebody_who_has_read_what_speaks_against_it(self, client, dataset, ann):
        found = build.cleared(passage(dataset, "Too much", area=1), by=ann)
        client.force_login(ann)
        address = here(dataset, f"passages/{found.pk}/quote/")
        assert "Fewer than 20 people answered where this comes from." in text(client.get(address))
        assert "say that they can be used" in text(client.post(address, self.form("too few of us")))
        assert not Quote.objects.exists()
        client.post(address, self.form("too few of us", sure="on"))
        assert Quote.objects.exists()

    def test_the_thresholds_are_those_of_the_plan_where_there_is_one(self, dataset, lead, ann):
        found = build.cleared(passage(dataset, "Too much", area=1), by=ann)
        publishing.rules_for(dataset, by=lead, threshold=16, percentages_from=20, unanimous_below=20, free_text_from=31)
        assert quoting.group_of(found).is_too_small
        big = build.cleared(passage(dataset, "Too much", area=0), by=ann)
        assert quoting.group_of(big).is_small
        assert not quoting.group_of(big).is_too_small

    def test_words_that_may_tell_who_somebody_is_are_pointed_out(self, client, dataset, ann):
        found = passage(dataset, "My manager")
        with speaking.as_person(ann):
            passages.clear(found, [], had_before_them=passages.seen(found), by=ann)
        client.force_login(ann)
        answer = client.post(here(dataset, f"passages/{found.pk}/quote/"), self.form("John Smith is kind"))
        assert "“John Smith” may tell who somebody is." in text(answer)
        assert not Quote.objects.exists()

    def test_the_bank_is_in_the_order_of_the_alphabet_sought_taken_away_and_emptied(self, client, dataset, ann):
        found, theme = build.cleared(passage(dataset, "Too much"), by=ann), build.theme(dataset)
        with speaking.as_person(ann):
            for words, about in (("Too much work", theme), ("few of us", None), ("much work", None)):
                quoting.choose(found, words, about, sure=True, by=ann)
        client.force_login(ann)
        page = client.get(here(dataset, "quotes/"))
        shown = re.findall(r"<blockquote[^>]*>([^<]*)", page.content.decode())
        assert shown == sorted(shown, key=str.casefold)
        narrowed = client.get(here(dataset, "quotes/"), {"theme": theme.pk})
        assert re.findall(r"<blockquote[^>]*>([^<]*)", narrowed.content.decode()) == ["Too much work"]
        assert len(rows(client.get(here(dataset, "quotes.csv"), {"q": "much"}))) == 2
        quote = Quote.objects.get(words="few of us")
        address = here(dataset, f"quotes/{quote.pk}/remove/")
        assert "Remove this quote?" in text(client.get(address))
        client.post(address)
        assert Quote.objects.count() == 2


class TestPages:
    def test_every_page_says_something_while_there_is_nothing(self, client):
        dataset = build.survey(3, comments=(), brought_in=False)
        client.force_login(publishing.lead(dataset))
        for end in ("", "passages/", "codebook/", "readings/", "agreement/", "differences/", "by-area/", "quotes/"):
            answer = client.get(here(dataset, end))
            assert answer.status_code == 200, end
            assert 'class="empty"' in answer.content.decode() or "Bring in" in text(answer), end

    def test_each_costs_the_same_however_much_was_written(self, client, dataset, lead, ann):
        client.force_login(lead)
        theme = build.theme(dataset)
        ends = ("", "passages/", "codebook/", "readings/", "agreement/", "differences/", "by-area/", "quotes/")

        def grow(texts):
            build.wrote(dataset, texts)
            for found in build.of(dataset):
                if found.cleared_at is None:
                    build.cleared(found, by=lead)
                    build.read(found, theme, by=lead)
                    build.read(found, by=ann)
            with speaking.as_service():
                Quote.objects.bulk_create(
                    Quote(survey=dataset.survey, question=build.QUESTION, words=words, theme=theme, chosen_by=lead)
                    for words in texts
                )

        def cost(end: str) -> int:
            client.get(here(dataset, end))
            with connection.execute_wrapper(count := _Count()):
                assert client.get(here(dataset, end)).status_code == 200
            return count.n

        grow(["One."])
        few = {end: cost(end) for end in ends}
        grow([f"Number {n} says that it is much." for n in range(55)])
        assert {end: cost(end) for end in ends} == few
        assert max(few.values()) <= 30, few


class _Count:
    n = 0

    def __call__(self, execute, sql, params, many, context):
        self.n += 1
        return execute(sql, params, many, context)
