"""From a frozen survey to what leaves: rules, releases that are audited, local reports that wait for the national one."""

import csv
import io
import json
import re
import subprocess
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from accounts import roles, speaking
from accounts.moves import IllegalMove
from analysis import counting, data_files, local_reports, releasing, runs, shown
from analysis.models import LocalRun, Release, ReleasedNumber
from files import making
from files.models import Making
from instruments.disclosure import ledger
from instruments.disclosure.counts import Cell
from instruments.disclosure.decisions import NotDecided
from instruments.disclosure.scanning import scan_text
from instruments.scales import JOINED
from notifications.models import Notice
from tests.build import analysis as build
from tests.build import programmes as plan_of
from tests.build import surveys

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def dataset():
    """Three areas: two of some size, and one of which four people answered."""
    return build.survey(45, 30, 4)


@pytest.fixture
def lead(dataset):
    return build.lead(dataset)


@pytest.fixture
def plan(dataset, lead):
    return build.rules_for(dataset, by=lead)


def here(dataset, end: str = "") -> str:
    return f"/work/{dataset.survey.programme.slug}/surveys/{dataset.survey.key}/{dataset.pk}/publish/{end}"


def locals_of(plan) -> list[Release]:
    return [each for each in build.standing(plan) if each.participation_id]


def make_local(plan, lead) -> list[Release]:
    runs.ask(plan, by=lead)
    runs.carry_on()
    return locals_of(plan)


class TestOneRow:
    """What is said and drawn of a row some of whose numbers are withheld."""

    def sheet(
        self, counts: list[int | None], *, base: int = 40, options=(("a", "Apples"), ("b", "Pears"), ("c", "Plums"))
    ):
        answers = (*options, ("left out", "Left out"))
        asked = counting.Asked("fruit", "Which?", "Food", "", answers, read=str)
        places = [
            shown.Place(Cell("area", "Here", "fruit", key), count, count and round(100 * count / base))
            for (key, _), count in zip(options, counts, strict=True)
        ]
        row = shown.Row("Here", tuple(places), base, None, None)
        return shown.Sheet(asked, tuple(words for _, words in options), (row,)), row

    @pytest.mark.parametrize(
        ("counts", "words"),
        [
            ([22, None, None], "Just over half (55%) of 40 people chose “Apples”."),
            ([20, None, None], ""),
            ([None, None, None], ""),
            ([18, 12, 10], "Just under half (45%) of 40 people chose “Apples”."),
        ],
    )
    def test_what_most_chose_is_said_where_no_withheld_answer_can_have_been_chosen_more(self, counts, words):
        assert shown._said(*self.sheet(counts)) == words

    @pytest.mark.parametrize(
        ("agrees", "words"), [(12, "Some (30%) of 40 people agreed or strongly agreed."), (None, "")]
    )
    def test_of_joined_answers_the_side_is_said_where_it_is_shown(self, agrees, words):
        options = tuple((one.key, one.label) for one in JOINED["agreement"])
        assert shown._said(*self.sheet([agrees, None, 15, None], options=options)) == words


class TestRules:
    def test_they_are_decided_in_the_browser_and_a_look_shows_marks_for_the_small_area(self, client, dataset, lead):
        client.force_login(lead)
        assert "Nobody has decided" not in text(client.get(here(dataset)))
        form = {"threshold": 10, "percentages_from": 20, "unanimous_below": 20, "free_text_from": 20}
        answer = client.post(here(dataset), form | {"groupings": ["answer.role"]}, follow=True)
        assert "The rules have been saved." in text(answer)
        assert "79 answers were frozen" in text(answer)
        area = surveys.links(dataset.survey)[2].participation.partnership.name
        look = text(client.get(here(dataset, "preview/"), {"area": area}))
        row = re.search(rf"I know who is accountable for social work in my area: {re.escape(area)}((?: [\d*]+)+)", look)
        assert set(row[1].split()) == {"*"}

    def test_no_threshold_goes_below_the_floor(self, client, dataset, lead):
        client.force_login(lead)
        form = {"threshold": 4, "percentages_from": 20, "unanimous_below": 20, "free_text_from": 20}
        assert "Smallest count that is shown: at least 5" in text(client.post(here(dataset), form))
        form |= {"threshold": 10, "percentages_from": 9}
        assert "cannot be below the threshold" in text(client.post(here(dataset), form))

    def test_the_page_does_not_wait_for_the_audit_which_is_made_once(self, client, dataset, lead, plan, monkeypatch):
        made = []
        audit = ledger.Ledger.protect
        monkeypatch.setattr(ledger.Ledger, "protect", lambda *given: made.append(1) or audit(*given))
        client.force_login(lead)
        page = client.get(here(dataset)).content.decode()
        assert 'hx-get="?audit=1"' in page
        assert "Why numbers are withheld" not in page
        assert made == []
        assert "Why numbers are withheld" in text(client.get(here(dataset), {"audit": 1}))
        assert "Why numbers are withheld" in text(client.get(here(dataset)))
        client.get(here(dataset, "preview/"))
        assert made == [1]
        releasing.release_national(plan, by=lead)
        assert 'hx-get="?audit=1"' in client.get(here(dataset)).content.decode(), "something is out that must be known"

    def test_an_inspector_sees_them_and_decides_nothing(self, client, dataset, plan):
        client.force_login(plan_of.in_team(dataset.survey.programme, roles.Inspector))
        assert "Counts from 10" in text(client.get(here(dataset))).replace("counts", "Counts")
        assert client.post(here(dataset), {"threshold": 5}).status_code == 403
        assert client.post(here(dataset, "national/")).status_code == 403

    def test_they_stand_once_something_is_released(self, dataset, lead, plan):
        releasing.release_national(plan, by=lead)
        with pytest.raises(IllegalMove):
            releasing.decide(dataset, plan.rules, [], by=lead)
        with pytest.raises(DatabaseError, match="stands once"), transaction.atomic(), speaking.as_service():
            plan.threshold = 5
            plan.save()

    def test_a_person_withholds_a_number_with_a_reason_and_leaves_it_to_the_rules_again(
        self, client, dataset, lead, plan
    ):
        client.force_login(lead)
        form = {"group": "", "answer": "", "shows": "withhold", "reason": "One team alone works there."}
        question = "governance.i-know-who-is-accountable-for-social-work-in-my-area"
        counts = releasing.counts_of(plan)
        question = next(key for key in counts.questions if key.startswith("governance."))
        answer = next(a for a in counts.questions[question] if counts.counts[Cell("", "", question, a)] > 20)
        page = client.get(here(dataset, "by-hand/")).content.decode()
        offered = [unescape(each) for each in re.findall(r'<option value="([^"]*)"', page)]
        # As a browser sends it: with other line ends than were written.
        form["answer"] = "\r\n".join(json.dumps([question, answer]).splitlines())
        assert form["answer"] in offered
        assert "The decision has been saved." in text(client.post(here(dataset, "by-hand/"), form, follow=True))
        assert releasing.protection_of(plan, counts).shown(Cell("", "", question, answer)) is None
        with speaking.as_service():
            decision = plan.by_hand.get()
        client.post(here(dataset, f"by-hand/{decision.pk}/"))
        assert releasing.protection_of(plan, counts).shown(Cell("", "", question, answer)) is not None

    def test_nobody_shows_a_small_number_by_hand(self, lead, plan):
        counts = releasing.counts_of(plan)
        small = next(cell for cell, n in counts.counts.items() if 0 < n < 10)
        with pytest.raises(NotDecided):
            releasing.decide_by_hand(plan, small, shows=True, reason="I should like to.", by=lead)
        with speaking.as_service():
            assert not plan.by_hand.exists()


class TestWhatIsCounted:
    def test_nobody_who_said_nothing_is_a_group_where_all_had_to_say(self, plan):
        groups = {cell.grouping: set() for cell in releasing.counts_of(plan).counts if cell.grouping}
        for cell in releasing.counts_of(plan).counts:
            if cell.grouping:
                groups[cell.grouping].add(cell.group)
        assert set(groups) == {"area", "answer.role"}
        assert not any("Not said" in names for names in groups.values())

    def test_where_it_may_be_left_out_it_is_a_group_though_nobody_is_in_it(self, dataset, lead):
        plan = build.rules_for(dataset, by=lead, groupings=["answer.employer"])
        assert any(cell.group == "Not said" for cell in releasing.counts_of(plan).counts)


class TestReleases:
    def test_every_number_of_a_release_stands_in_the_ledger_with_its_rule_where_it_is_withheld(self, lead, plan):
        release = releasing.release_national(plan, by=lead)
        with speaking.as_service():
            rows = ReleasedNumber.objects.filter(release=release)
            assert rows.filter(count=None).exists()
            assert not rows.filter(count=None, rule="").exists()
            assert not rows.filter(count__gt=0, count__lt=10).exclude(answer="(left out)").exists()
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(count=1)

    def test_a_local_report_stands_for_each_area_and_says_nothing_of_the_small_one(self, dataset, lead, plan):
        releasing.release_national(plan, by=lead)
        releases = make_local(plan, lead)
        assert len(releases) == 3
        small = next(r for r in releases if r.participation == surveys.links(dataset.survey)[2].participation)
        name = small.participation.partnership.name
        with speaking.as_service():
            own = small.numbers.filter(group=name)
            assert own.exists()
            assert not own.exclude(count=None).exists()

    def test_what_all_releases_say_together_gives_no_small_group_away(self, lead, plan):
        """The thirty-second area from the country less the others: the second smallest stands with the smallest."""
        releasing.release_national(plan, by=lead)
        make_local(plan, lead)
        counts = releasing.counts_of(plan)
        known = {}
        with speaking.as_service():
            for release in plan.releases.standing():
                known |= releasing.as_value(release, plan.rules, counts.key).numbers
        bases = [cell for cell in known if cell.grouping == "area" and not cell.question]
        assert len(bases) == 1

    def test_a_number_too_many_is_refused_and_nothing_is_kept(self, lead, plan, monkeypatch):
        counts = releasing.counts_of(plan)
        small = next(
            cell for cell, n in counts.counts.items() if cell.grouping == "area" and not cell.question and n == 4
        )
        releasing.release_national(plan, by=lead)
        value = releasing.ledger.release
        monkeypatch.setattr(
            releasing.ledger,
            "release",
            lambda name, protection, cells: type(value(name, protection, []))(name, counts.key, plan.rules, {small: 4}),
        )
        runs.ask(plan, by=lead)
        runs.carry_on()
        with speaking.as_service():
            run = LocalRun.objects.get()
        assert run.status == "failed"
        assert "worked out" in run.failure
        assert locals_of(plan) == []

    def test_a_release_that_is_held_is_withdrawn_with_a_reason_and_made_again(self, client, dataset, lead, plan):
        release = releasing.release_national(plan, by=lead)
        client.force_login(lead)
        client.post(f"/survey-results/{release.pk}/withdraw/", {"reason": "Wrong grouping."})
        with speaking.as_service():
            release.refresh_from_db()
        assert release.status == "withdrawn"
        assert releasing.release_national(plan, by=lead).number == 2
        assert client.get(f"/survey-results/{release.pk}/withdraw/").status_code == 409

    def test_two_who_ask_at_once_make_one_run(self, lead, plan):
        runs.ask(plan, by=lead)
        with pytest.raises(IllegalMove):
            runs.ask(plan, by=lead)
        runs.carry_on()
        runs.carry_on()
        assert len(locals_of(plan)) == 3


class TestDictionary:
    def test_it_has_the_scores_of_which_the_pages_make_means(self, lead, plan):
        release = releasing.release_national(plan, by=lead)
        with speaking.as_service():
            found = shown.kept(release)
            rows = list(csv.reader(io.StringIO(data_files.dictionary(found).decode("utf-8-sig"))))
        scored = next(each for each in found.asked if each.scores)
        assert [row[2:] for row in rows if row[:2] == ["score", scored.key]] == [
            [answer, f"{score:g}"] for answer, score in scored.scores
        ]


class TestLocalReports:
    def test_all_are_printed_with_progress_and_none_shows_what_is_withheld(self, client, dataset, lead, plan, tmp_path):
        make_local(plan, lead)
        client.force_login(lead)
        assert "Local reports printed: 0 of 3" in text(client.get(here(dataset)))
        with speaking.as_service():
            asked = list(Making.objects.filter(kind=runs.KIND))
        for each in asked:
            assert making.make(each.pk) == "ready"
        assert "3 of 3" in text(client.get(here(dataset, "local/progress/")))
        runs.carry_on()
        with speaking.as_service():
            assert LocalRun.objects.get().status == "done"
        for release, document in runs.documents(plan):
            with speaking.as_service():
                found = shown.kept(local_reports.read(release.pk))
                document.refresh_from_db()
            path = tmp_path / "report.pdf"
            path.write_bytes(_content(document))
            words = subprocess.run(
                ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
            ).stdout
            area = release.participation.partnership.name
            assert f"{area} beside Scotland" in " ".join(words.split())
            assert ("their numbers are not shown" in " ".join(words.split())) == (
                found.shown(Cell("area", area)) is None
            )

    def test_the_last_look_finds_a_withheld_number_that_was_put_back(self, lead, plan):
        release = make_local(plan, lead)[-1]
        with speaking.as_service():
            found = shown.kept(local_reports.read(release.pk))
        blocks = found.blocks(shown.local_rows(found))
        with speaking.as_service():
            html = local_reports.page(local_reports.read(release.pk))
        broken = html.replace('<td class="numeric">*</td>', '<td class="numeric">4</td>', 1)
        assert broken != html
        tables = local_reports._text("\n".join(re.findall(r"<table.*?</table>", broken, re.S)))
        assert scan_text(tables, shown.printed(blocks), found.withheld())

    def test_an_area_reads_its_own_once_the_national_report_is_out_and_is_told(self, client, dataset, lead, plan):
        first, second, _ = make_local(plan, lead)
        coordinator = plan_of.seated(first.participation)
        client.force_login(coordinator)
        assert client.get(first.get_absolute_url()).status_code == 404
        assert releasing.tell_areas() == 0
        build.report_out(dataset)
        # No task has run: the report's minute is all that it takes.
        assert "Your local report" in text(client.get(first.participation.get_absolute_url()))
        page = client.get(first.get_absolute_url())
        assert page.status_code == 200
        assert "beside Scotland" in text(page)
        assert client.get(second.get_absolute_url()).status_code == 404
        assert client.post(f"{first.get_absolute_url()}pdf/").status_code == 302
        assert releasing.tell_areas() == 3
        assert releasing.tell_areas() == 0
        with speaking.as_service():
            assert Notice.objects.filter(recipient=coordinator, occasion=f"local-results:{first.pk}").count() == 1

    def test_what_is_out_cannot_be_withdrawn(self, dataset, lead, plan):
        release = releasing.release_national(plan, by=lead)
        build.report_out(dataset)

        with speaking.as_service():
            release.refresh_from_db()
        with pytest.raises(IllegalMove):
            releasing.withdraw(release, reason="Too late", by=lead)


class TestNationalData:
    def test_everyone_reads_it_once_it_is_out_and_takes_it_away_with_its_dictionary(self, client, dataset, lead, plan):
        release = releasing.release_national(plan, by=lead)
        assert client.get(f"/survey-data/{release.pk}/").status_code == 404
        build.report_out(dataset)

        page = client.get(f"/survey-data/{release.pk}/", {"by": "answer.role"})
        assert "79 people answered." in text(page)
        values = list(
            csv.DictReader(io.StringIO(client.get(f"/survey-data/{release.pk}/values.csv").content.decode("utf-8-sig")))
        )
        assert values[0] == {
            "grouping": "",
            "group": "",
            "question": "",
            "answer": "",
            "count": "79",
            "per_cent": "",
            "answered": "",
        }
        assert not [
            row
            for row in values
            if row["count"].isdigit() and 0 < int(row["count"]) < 10 and row["answer"] != "(left out)"
        ]
        meanings = client.get(f"/survey-data/{release.pk}/dictionary.csv").content.decode("utf-8-sig")
        for row in values:
            for key in (row["grouping"], row["question"]):
                assert key in meanings
        local = make_local(plan, lead)[0]
        assert client.get(f"/survey-data/{local.pk}/").status_code == 404

    def test_a_file_that_would_show_a_withheld_number_is_not_made(self, lead, plan, monkeypatch):
        release = releasing.release_national(plan, by=lead)
        with speaking.as_service():
            found = shown.kept(local_reports.read(release.pk) if release.participation_id else _joined(release))
        row = data_files._row
        monkeypatch.setattr(data_files, "_row", lambda found, cell: [*row(found, cell)[:4], 3, "", ""])
        with pytest.raises(local_reports.Leaks):
            data_files.values(found)


def _joined(release):
    return Release.objects.select_related("plan__dataset__survey__programme", "plan__dataset__version").get(
        pk=release.pk
    )


def _content(document) -> bytes:
    with speaking.as_service(), default_storage.open(document.result.key) as file:
        return file.read()
