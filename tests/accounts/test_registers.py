"""The registers come from their files, keep superseded codes, and may be read again."""

import csv
import shutil
from io import StringIO

import pytest
from django.core.management import call_command

from accounts import register_files
from accounts.models import Area, AreaCode, Grouping, NpmMembership, Organisation

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


@pytest.fixture
def registers():
    return register_files.read()


def test_every_row_of_every_register_is_there(registers):
    assert Area.objects.count() == 32
    count = {kind: Organisation.objects.filter(kind=kind).count() for kind in Kind}
    assert count[Kind.COUNCIL] == 32
    assert count[Kind.HEALTH_BOARD] == 14
    assert count[Kind.HSCP] == 31
    assert count[Kind.POLICE_DIVISION] == 13
    assert Grouping.objects.filter(kind=Grouping.Kind.ADULT_PROTECTION).count() == 32
    assert Grouping.objects.filter(kind=Grouping.Kind.MAPPA_REGION).count() == 10
    assert NpmMembership.objects.count() == 21


def test_a_body_in_two_registers_is_one_organisation(registers):
    # 18 scrutiny and national bodies and 21 members of the mechanism, of which six are the same bodies.
    bodies = Organisation.objects.filter(kind__in=[Kind.SCRUTINY_BODY, Kind.NATIONAL_BODY])
    assert bodies.count() == 18 + 21 - 6
    both = {body.code for body in bodies.filter(npm_membership__in_scottish_sub_group=True)}
    assert both == {"care-inspectorate", "hmics", "hmips", "icvs", "mwc", "shrc"}


def test_an_old_code_still_finds_its_area(registers):
    assert AreaCode.objects.get(code="S12000015").area.name == "Fife"
    assert not AreaCode.objects.get(code="S12000015").is_current
    assert AreaCode.objects.get(code="S12000047", is_current=True).area.name == "Fife"
    assert AreaCode.objects.filter(is_current=False).count() == 4
    assert Organisation.objects.get(kind=Kind.HSCP, code="S37000034").superseded_code == "S37000015"


def test_the_basis_of_a_row_is_kept_with_it(registers):
    assert Organisation.objects.get(kind=Kind.HEALTH_BOARD, code="S08000015").facts["code_basis"] == "knowledge-verify"
    assert Grouping.objects.get(code="lanarkshire").facts["basis"] == "sourced"


def test_each_partnership_is_a_council_its_hscp_its_board_and_its_division(registers):
    for grouping in Grouping.objects.filter(kind=Grouping.Kind.ADULT_PROTECTION).prefetch_related("organisations"):
        assert sorted(body.kind for body in grouping.organisations.all()) == sorted(
            [Kind.COUNCIL, Kind.HSCP, Kind.HEALTH_BOARD, Kind.POLICE_DIVISION]
        )
    shared = Organisation.objects.get(kind=Kind.HSCP, code="S37000005")
    assert sorted(area.name for area in shared.areas.all()) == ["Clackmannanshire", "Stirling"]


def test_reading_again_changes_nothing_and_says_so(registers):
    before = Organisation.objects.values_list("pk", "name", "facts")
    again = register_files.read()
    assert (again.added, again.changed, again.kept) == ([], [], [])
    assert list(before) == list(Organisation.objects.values_list("pk", "name", "facts"))
    out = StringIO()
    call_command("load_registers", stdout=out)
    assert "0 added, 0 changed" in out.getvalue()


def test_an_edit_made_in_the_portal_survives_until_the_file_itself_changes(registers, tmp_path):
    body = Organisation.objects.get(code="hmics")
    Organisation.objects.filter(pk=body.pk).update(name="HMICS, as we write it", website="www.hmics.scot")

    again = register_files.read()

    body.refresh_from_db()
    assert (body.name, body.website) == ("HMICS, as we write it", "www.hmics.scot")
    assert len(again.kept) == 2

    folder = _files(tmp_path)
    _change(folder / "scrutiny_bodies.csv", "code", "hmics", website="new.hmics.scot")
    changed = register_files.read(folder)
    body.refresh_from_db()
    assert (body.name, body.website) == ("HMICS, as we write it", "new.hmics.scot")
    assert changed.changed == ["HMICS, as we write it: website from “www.hmics.scot” to “new.hmics.scot”"]


def test_a_council_that_is_recoded_stays_the_same_area_and_the_same_council(registers, tmp_path):
    area, council = Area.objects.get(slug="moray"), Organisation.objects.get(kind=Kind.COUNCIL, code="S12000020")
    folder = _files(tmp_path)
    for file in folder.iterdir():
        file.write_text(file.read_text().replace("S12000020", "S12000999"))
    _change(folder / "local_authorities.csv", "slug", "moray", superseded_gss_code="S12000020")

    register_files.read(folder)

    assert Area.objects.get(slug="moray").pk == area.pk
    assert Area.objects.get(slug="moray").code == "S12000999"
    assert AreaCode.objects.get(code="S12000020").is_current is False
    assert Organisation.objects.get(kind=Kind.COUNCIL, code="S12000999").pk == council.pk


def _files(tmp_path):
    return shutil.copytree(register_files.FOLDER, tmp_path / "registers")


def _change(path, key, value, **changes):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row[key] == value:
            row.update(changes)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
