"""What goes wrong is said in a page that itself cannot go wrong."""

from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.build import accounts as build


@pytest.mark.django_db
def test_a_page_that_broke_its_transaction_still_gets_the_500_page_and_leaves_nothing_behind():
    client = Client(raise_request_exception=False)
    person = build.person("As Before")
    client.force_login(person)

    def breaks(request):
        type(person).objects.filter(pk=person.pk).update(name="Half Done")
        connection.cursor().execute("SELECT nothing FROM nowhere")

    with (
        mock.patch("accounts.views.account.render", breaks),
        mock.patch("accounts.views.account.belonging.of", side_effect=lambda people: breaks(None)),
    ):
        answer = client.get(reverse("account"))
    assert answer.status_code == 500
    assert "something went wrong" in answer.content.decode()
    person.refresh_from_db()
    assert person.name == "As Before"


@pytest.mark.django_db
def test_a_move_that_cannot_be_made_is_said_in_a_409_page(client):
    client.force_login(build.administrator())
    person = build.person()
    answer = client.post(reverse("manage:enable", args=[person.pk]))
    assert answer.status_code == 409
    assert "open already" in answer.content.decode()
