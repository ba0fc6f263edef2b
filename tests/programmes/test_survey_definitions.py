"""Surveys in definitions: the seven that the programmes bring, and what one may not be."""

import re
import shutil

import pytest

from instruments.answers import Compiled
from programmes import definition_files, definition_shown

SURVEYS = {
    ("social-work-governance", "staff-survey"): (False, 0),
    ("asp-joint-inspections", "staff-survey"): (False, 0),
    ("asp-joint-inspections", "code-of-practice"): (True, 3),
    ("asp-joint-inspections", "inspection-feedback"): (False, 0),
    ("care-leavers", "corporate-parents"): (True, 1),
    ("care-leavers", "champions-board"): (True, 1),
    ("medicine-waste", "feedback"): (False, 2),
}


def _all():
    return {(slug, each.key): each for slug in definition_files.slugs() for each in definition_files.load(slug).surveys}


def test_the_programmes_bring_seven_surveys():
    found = _all()
    assert {key: (each.named, len(each.respondents)) for key, each in found.items()} == SURVEYS


def test_the_code_of_practice_survey_asks_one_question():
    assert len(_all()[("asp-joint-inspections", "code-of-practice")].questionnaire.by_key) == 1


@pytest.mark.parametrize("which", sorted(SURVEYS), ids="/".join)
def test_a_survey_is_told_apart_by_what_is_left_empty_alone(which):
    questionnaire = _all()[which].questionnaire
    rules = Compiled(questionnaire)
    asked = [question.key for _, questions in questionnaire.asked({}) for question in questions if question.required]
    missed = {name.split(".")[0] for name in rules.read({}).problems}
    assert missed == set(asked)


@pytest.mark.parametrize("which", [key for key, (named, _) in SURVEYS.items() if not named], ids="/".join)
def test_a_survey_without_names_asks_nothing_that_identifies_and_says_what_is_kept(which):
    questionnaire = _all()[which].questionnaire
    assert not [question for question in questionnaire.questions() if question.identifies]
    assert "anonymous" in questionnaire.privacy


@pytest.mark.parametrize("which", sorted(SURVEYS), ids="/".join)
def test_no_survey_promises_that_its_own_team_sees_no_small_groups(which):
    questionnaire = _all()[which].questionnaire
    said = [questionnaire.privacy, questionnaire.intro, *(question.why for question in questionnaire.questions())]
    sentences = [sentence for text in said for sentence in re.split(r"(?<=[.?!])\s", text or "")]
    assert not [each for each in sentences if "never shown" in each and "utside" not in each]


def test_the_facts_of_a_definition_show_every_statement_that_people_are_asked_about():
    definition = definition_files.load("social-work-governance")
    part = next(part for part in definition_shown.parts(definition) if part.key == "asked")
    table = next(table for table in part.tables if table.caption == "Survey of social work staff")
    rows = [row.cells for row in table.rows]
    assert ("Supervision and management", "I have regular supervision") in {cells[:2] for cells in rows}
    assert any("only if knows-cswo" in cells[1] for cells in rows)
    assert any("Strongly agree" in cells[2] for cells in rows)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('milestone = "staff-survey"', 'milestone = "staf-survey"', "Did you mean “staff-survey”?"),
        ('milestone = "staff-survey"', 'milestone = "interviews"', "Nobody can answer while"),
        ('link_for = "area"', 'link_for = "respondents"', "there is no kind"),
        ('key = "service"', 'key = "service"\nidentifies = true', "identifies somebody"),
        ('knows-cswo = "yes"', 'knows-cswo = "perhaps"', "no answer “perhaps”"),
    ],
)
def test_a_mistake_in_a_survey_is_named_with_its_remedy(old, new, says, tmp_path):
    folder = tmp_path / "definitions"
    shutil.copytree(definition_files.FOLDER, folder)
    page = folder / "social-work-governance" / "instruments" / "staff-survey.toml"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = definition_files.read("social-work-governance", folder).findings
    assert any(says in str(finding) for finding in findings), findings
