"""Everything that the description of the interface allows, and much that it does not, asked by schemathesis.

No answer is an error of ours, and each has a status, a type and a shape that the description promises.
"""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from accounts import speaking
from tests.build import reports as build

pytestmark = pytest.mark.django_db

ADDRESSES = 21
ASKED = settings(
    max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip


@pytest.fixture
def one_connection():
    """As Django's own test client has it: no request closes the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(settings, one_connection):
    """The description, over a portal that has one of everything."""
    settings.ALLOWED_HOSTS = ["*"]
    programme = build.programme(slug="a-programme")
    with speaking.as_service():
        programme.library.create(key="guide", title="A guide", text="For all", audience="public")
    build.areas(3)
    build.published(build.report(programme, slug="a-report"))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_question_brings_an_error_or_an_answer_that_was_not_promised(described, mode):
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()
        if mode == GenerationMode.NEGATIVE and not (operation.path_parameters or operation.query):
            continue  # nothing can be asked wrongly

        @ASKED
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            case.call_and_validate()

        ask()
        asked += 1
    assert asked >= (ADDRESSES if mode == GenerationMode.POSITIVE else 10)


@pytest.mark.parametrize(
    "address",
    ["programmes/a-programme/", "reports/a-report/", "reports/a-report/editions/", "reports/a-report/editions/1/",
     "reports/a-report/editions/1/tables/answers/", "timetables/?programme=a-programme", "areas/"],
)  # fmt: skip
def test_what_is_there_has_the_shape_that_was_promised(described, client, address):
    """Names that a machine makes up are hardly ever those of something: these are."""
    path, _, query = address.partition("?")
    for found in described.get_all_operations():
        operation = found.ok()
        given_parts = {"slug": path.split("/")[1], "number": 1, "key": "answers"}
        if operation.path.format(**given_parts) == f"/api/v1/{path}":
            case = operation.Case(
                path_parameters={key: given_parts[key] for key in given_parts if f"{{{key}}}" in operation.path},
                query=dict([query.split("=")]) if query else {},
            )
            response = case.call()
            assert response.status_code == 200
            case.validate_response(response)
            return
    pytest.fail(f"{address} is not described")
