"""What a definition knows beside the plan is shown: to the public what was read somewhere, to administrators everything."""

import re

import pytest
from django.utils.html import escape
from lxml import html

from accounts.models import Area
from programmes import definition_shown, particulars
from programmes.definition import Fact
from programmes.definition_files import load, slugs
from programmes.definition_words import is_official
from programmes.models import Programme
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def public(client, **more):
    programme = build.programme(**more)
    return plain(client.get(programme.get_absolute_url()).content.decode())


def plain(html):
    return re.sub(r"\s+", " ", html)


def shown(text):
    """As a page writes it: escaped, with the first letter as it stands there."""
    return escape(text)[1:]


# --- The public's page -----------------------------------------------------------------------------------------------


def test_a_programme_that_enters_a_run_tells_what_was_gathered_and_found(client):
    definition = load("social-work-governance")
    text = public(client, run=definition.runs[0])
    for count in ("32", "64", "159", "3,935", "1,032"):
        assert f'<td class="numeric">{count}</td>' in text
    assert "What was gathered and found" in text
    assert "Assurance was mostly effective." in text
    assert "Source: Care Inspectorate review page" in text
    assert "National webinar" in text


def test_a_programme_that_enters_a_run_tells_its_dates_in_the_words_of_that_time(client):
    mappa = load("mappa-review")
    told = "Ten strategic recommendations and seventeen areas for development."
    entered = public(client, definition=mappa.slug, run=mappa.run("2014-17"), areas=0)
    assert told in entered
    assert "From April 2015; the inspection period ran to November 2015." in entered
    assert told not in public(client, definition=mappa.slug, areas=0)


def test_a_programme_that_enters_a_run_tells_the_public_no_day_that_nobody_knows(client):
    self_evaluation = load("qi-6-4-self-evaluation")
    entered = public(client, definition=self_evaluation.slug, run=self_evaluation.run("2024-25"), areas=0)
    assert "20 January to 24 February 2025" in entered
    assert "Analysis of submissions" not in entered
    assert "Analysis of submissions" in public(client, definition=self_evaluation.slug, areas=0)
    western_isles = load("asp-joint-inspections").run("western-isles-2022")
    entered = public(client, definition="asp-joint-inspections", run=western_isles, areas=0)
    assert "17 October 2022" in entered
    assert "21 October 2022" not in entered


def test_a_new_run_tells_what_came_before(client):
    text = public(client, definition="mappa-review", areas=0)
    assert "What came before: The review of 2014–15 and the progress review of 2017" in text
    assert "Guidance on assessing people who offend on the internet" in text
    assert "Scottish Government, in partnership with Responsible authorities, Risk Management Authority" in text
    assert "Report on 29 June 2017" in text
    assert "Registered sex offenders" in text


@pytest.mark.parametrize("slug", slugs())
def test_what_nobody_has_read_anywhere_is_not_told_to_the_public(client, slug):
    definition = load(slug)
    text = public(client, definition=slug, areas=0)
    facts = [
        *definition.figures,
        *definition.codes,
        *definition.rounds,
        *definition.judgement_questions,
        *filter(None, [definition.judgement_note]),
        *(each for run in definition.runs for each in (*run.found, *run.gathered, *run.happenings)),
    ]
    for fact in facts:
        words = fact.text if isinstance(fact, Fact) else getattr(fact, "note", "") or getattr(fact, "title", "")
        # Words of several facts may be the same, such as “High” and a heading.
        if not is_official(fact.basis) and len(words) > 25:
            assert not re.search(rf"[>(]\s*{re.escape(escape(words))}", text)


@pytest.mark.parametrize("slug", [slug for slug in slugs() if load(slug).attribution == "never"])
def test_a_programme_that_never_names_an_area_names_none_in_its_particulars(slug):
    build.registers()
    names = list(Area.objects.values_list("name", flat=True))
    kept = particulars.kept(load(slug), None)
    told = str(particulars.for_the_public(kept, unnamed=names))
    assert len(names) == 32
    assert not [name for name in names if name in told]


def test_figures_and_lists_say_where_they_were_read(client):
    text = public(client, definition="npm-monitoring", areas=0)
    assert "22 hours" in text
    assert "Source: NPM guidance, Isolation in detention, January 2017" in text
    assert "Children&#x27;s secure accommodation" in text
    assert "Counts below this are hidden" not in text


def test_a_list_is_told_whole_or_not_at_all(client):
    waste = public(client, definition="medicine-waste", areas=0)
    assert "Damaged or contaminated" not in waste
    assert "Pharmacy staff" in waste
    review = public(client, definition="mappa-review", areas=0)
    assert "Risk of serious harm" not in review
    assert "Routine risk management" in review


def test_whoever_has_a_question_finds_where_to_write(client):
    programme = build.programme()
    address = programme.get_absolute_url()
    assert '<a href="/contact/">How to write to us</a>' in client.get(address).content.decode()
    Programme.objects.filter(pk=programme.pk).update(contact_email="review@example.org")
    assert '<a class="break" href="mailto:review@example.org">' in client.get(address).content.decode()


def test_a_programme_in_which_nobody_takes_part_says_who_is_asked_instead(client):
    assert "Care homes are written to. There are no partnership returns." in public(client, definition="medicine-waste")
    assert "Places of detention are visited; they make no returns." in public(client, definition="npm-monitoring")
    unread = build.programme(definition="medicine-waste")
    Programme.objects.filter(pk=unread.pk).update(particulars={})
    assert "No partnership takes part." in client.get(unread.get_absolute_url()).content.decode()


def test_areas_that_take_part_and_are_never_named_are_not_said_to_be_none(client):
    text = public(client, areas=2)
    assert "Which areas take part is not published." in text
    assert "No partnership takes part" not in text


def test_recommendations_of_which_some_are_not_entered_say_how_many_there_were(client):
    mappa = public(client, definition="mappa-review", areas=0)
    assert "3 of the 10 recommendations, and to whom" in mappa
    assert "The report has all of them." in mappa
    whole = {"basis": "programme page", "number": 1, "text": "Learn", "owners": ["All"]}
    run = particulars.RunShown("A run", False, *[particulars.official([whole])] * 4, recommended_in_all=1)
    assert not run.leaves_some_out


def test_a_programme_from_before_they_were_kept_shows_its_page_without_them(client):
    programme = build.programme()
    Programme.objects.filter(pk=programme.pk).update(particulars={})
    answer = client.get(programme.get_absolute_url())
    assert answer.status_code == 200
    assert "Its figures and lists" not in answer.content.decode()


# --- The administrator's page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", slugs())
def test_an_administrator_reads_everything_with_its_standing_and_source(client, slug):
    definition = load(slug)
    build.registers()
    client.force_login(build.administrator())
    text = client.get(f"/work/programmes/start/{slug}/facts/").content.decode()
    for fact in (*definition.questions, *definition.background, *definition.handling, *definition.methods):
        assert shown(fact.text) in text
    for each in (*definition.figures, *definition.codes, *definition.rounds, *definition.timetable.milestones):
        assert shown(each.title) in text
    for run in definition.runs:
        for each in run.recommendations:
            assert shown(each.text) in text
        for each in run.gathered:
            assert shown(each.what) in text
    published, verify, suggested = definition_shown.counted(definition)
    assert text.count(">Published<") == published
    assert text.count(">To verify<") == verify
    assert text.count(">Our suggestion<") == suggested


def test_the_page_is_the_administrators(client):
    programme = build.programme()
    client.force_login(build.in_team(programme))
    assert client.get("/work/programmes/start/mappa-review/facts/").status_code in (403, 404)
    client.force_login(build.administrator())
    assert client.get("/work/programmes/start/mappa-review/facts/").status_code == 200
    assert client.get("/work/programmes/start/nothing-of-the-kind/facts/").status_code == 404


def test_rules_of_dates_are_told_in_words():
    rows = {
        row.cells[0]: row.cells[1]
        for part in definition_shown.parts(load("social-work-governance"))
        for table in part.tables
        if table.caption == "Milestones"
        for row in table.rows
    }
    assert rows["Notification"] == "day one; to 4 working days later"
    assert rows["Document return"] == "7 working days after the last day of “Briefing sessions for co-ordinators”"


# --- Starting a programme --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", slugs())
def test_the_page_that_starts_a_programme_says_what_its_day_one_is(client, slug):
    build.registers()
    client.force_login(build.administrator())
    text = client.get(f"/work/programmes/start/{slug}/").content.decode()
    assert f"{load(slug).timetable.day_one_is}. Every date is counted from it." in text
    assert "counted from: notification" not in text


def test_the_dates_that_follow_stand_in_the_table_with_their_days(client):
    build.registers()
    client.force_login(build.administrator())
    sent = {"title": "A review", "slug": "a-review", "day_one_day": "15", "day_one_month": "7", "day_one_year": "2024"}
    page = html.fromstring(client.post("/work/programmes/start/social-work-governance/", sent).content)
    days = [" ".join(cell.text_content().split()) for cell in page.xpath("//section[@class='preview']//tbody//th")]
    assert days[:2] == ["15 to 19 July 2024", "22 to 26 July 2024"]
    assert days[-1] == "Monday 17 March 2025"
    assert not page.xpath("//section[@class='preview']//div[@class='ds_warning-text']")


def test_a_day_one_on_which_nobody_works_is_pointed_out_before_the_start(client):
    build.registers()
    client.force_login(build.administrator())
    sent = {"title": "A review", "slug": "a-review", "day_one_day": "25", "day_one_month": "12", "day_one_year": "2026"}
    page = html.fromstring(client.post("/work/programmes/start/social-work-governance/", sent).content)
    warning = plain(page.xpath("//section[@class='preview']//div[@class='ds_warning-text']")[0].text_content())
    assert "Day one, Friday 25 December 2026, is Christmas Day, a bank holiday in Scotland." in warning
