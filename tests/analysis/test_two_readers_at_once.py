"""Several who open the next passage in the same moment: the database gives each place once."""

import threading

import pytest
from django.db import connection

from accounts import speaking
from analysis import double_reading, passages
from analysis.models import Passage, Reading
from tests.build import words as build

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(deeds) -> list:
    """What each of these gives, all begun in the same moment in a connection of its own."""
    begin, given = threading.Barrier(len(deeds)), []

    def run(deed):
        begin.wait(20)
        try:
            given.append(deed())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


def taking(dataset, reader):
    def take():
        with speaking.as_person(reader):
            reading = double_reading.take(dataset, by=reader)
            return (reading.passage_id, reading.place) if reading else None

    return take


def test_one_passage_has_two_places_however_many_ask():
    dataset = build.survey(12, comments=("Too much work.",))
    readers = [build.reader(dataset) for _ in range(5)]
    build.all_cleared(dataset, by=readers[0])
    given = at_once([taking(dataset, reader) for reader in readers])
    got = [each for each in given if each]
    # Whoever meets a passage that another holds in this very moment goes on to the next; here there is none.
    assert len(given) == 5
    assert 1 <= len(got) <= 2
    assert len(set(got)) == len(got)
    with speaking.as_service():
        assert sorted(Reading.objects.values_list("place", flat=True)) == sorted(place for _, place in got)


def test_bringing_in_twice_at_once_makes_each_passage_once():
    dataset = build.survey(12, comments=("Too much work.", "And too few."), brought_in=False)
    given = at_once([lambda: passages.bring_in(dataset)] * 3)
    assert sorted(given) == [0, 0, 2]
    with speaking.as_service():
        assert Passage.objects.filter(dataset=dataset).count() == 2
