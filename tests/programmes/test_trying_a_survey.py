"""An administrator answers a definition's survey for a trial, and sees how it would be read."""

import pytest
from django.urls import reverse

from tests.build import programmes as build

pytestmark = pytest.mark.django_db

ADDRESS = reverse("programmes:try-survey", args=["social-work-governance", "staff-survey"])


@pytest.fixture
def signed_in(client):
    client.force_login(build.administrator())
    return client


def test_the_page_asks_what_is_asked_without_an_answer(signed_in):
    page = signed_in.get(ADDRESS).content.decode()
    assert "I have regular supervision" in page
    assert "speaks up for social work" not in page
    assert "cannot be changed or withdrawn" in page


def test_a_question_appears_after_the_answer_that_calls_for_it(signed_in):
    page = signed_in.post(ADDRESS, {"knows-cswo": "yes"}).content.decode()
    assert "speaks up for social work" in page


def test_what_is_missing_is_listed_and_what_was_typed_stays(signed_in):
    page = signed_in.post(ADDRESS, {"works-well": "<b>Our team</b>"}).content.decode()
    assert 'href="#id_service"' in page
    assert 'id="error_service"' in page
    assert "&lt;b&gt;Our team&lt;/b&gt;" in page
    assert "<b>Our team" not in page


def test_answers_that_can_be_taken_are_shown_as_they_would_be_read(signed_in):
    sent = {"service": "adults", "role": "social-worker", "supervision.i-have-regular-supervision": "agree"}
    page = signed_in.post(ADDRESS, sent).content.decode()
    assert "Your answers, as they would be read" in page
    assert "I have regular supervision: Agree" in page
    assert "There is a problem" not in page


@pytest.mark.parametrize("survey", ["no-such-survey", "document-return"])
def test_what_is_no_survey_is_not_there(signed_in, survey):
    assert signed_in.get(reverse("programmes:try-survey", args=["social-work-governance", survey])).status_code == 404
