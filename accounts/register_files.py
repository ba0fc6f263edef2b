"""The register files (accounts/registers/*.csv), read into the database.

May be run again and again. A file's new value wins where the file changed since it was last read; what an
administrator changed in the portal meanwhile stays, and is said.
"""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from accounts.models import Area, AreaCode, Grouping, NpmMembership, Organisation

FOLDER = Path(__file__).parent / "registers"

Kind = Organisation.Kind


@dataclass
class Report:
    """What reading the registers changed, in words."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0

    def lines(self):
        for title, sentences in [
            ("Added", self.added),
            ("Changed", self.changed),
            ("Kept as edited in the portal", self.kept),
        ]:
            for sentence in sentences:
                yield f"{title}: {sentence}"
        yield (
            f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged,"
            f" {len(self.kept)} kept as edited in the portal."
        )


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split("|") if part.strip()]


class Reading:
    """One reading of all register files. Organisations are remembered as they are met, by kind and code."""

    def __init__(self, folder: Path = FOLDER):
        self.folder = folder
        self.report = Report()
        self.areas: dict[str, Area] = {}
        self.organisations: dict[tuple[str, str], Organisation] = {}

    def read_all(self) -> Report:
        with transaction.atomic():
            self.read_areas()
            self.read_boards()
            self.read_divisions()
            self.read_health_and_social_care_partnerships()
            self.read_councils()
            self.read_scrutiny_bodies()
            self.read_mechanism_members()
            self.read_adult_protection_partnerships()
            self.read_mappa_regions()
        return self.report

    # --- Areas ----------------------------------------------------------------------------------------------------
    def read_areas(self) -> None:
        for row in rows("local_authorities", self.folder):
            area = Area.objects.filter(slug=row["slug"]).first()
            values = {"name": row["name"], "short": row["register_code"], "code": row["gss_code"]}
            if area is None:
                area = Area.objects.create(slug=row["slug"], **values)
                self.report.added.append(f"area {area.name} ({area.code})")
            elif area.code != row["gss_code"]:
                self.report.changed.append(f"area {area.name}: code from {area.code} to {row['gss_code']}")
                Area.objects.filter(pk=area.pk).update(code=row["gss_code"])
                area.code = row["gss_code"]
            else:
                self.report.unchanged += 1
            # A name is edited in the portal, a code only here: codes are what an old return is found by.
            codes = [(row["gss_code"], True)] + [(code, False) for code in _parts(row["superseded_gss_code"])]
            AreaCode.objects.filter(area=area).exclude(code=row["gss_code"]).update(is_current=False)
            for code, is_current in codes:
                AreaCode.objects.update_or_create(code=code, defaults={"area": area, "is_current": is_current})
            for code, _ in codes:
                self.areas[code] = area

    # --- Organisations --------------------------------------------------------------------------------------------
    def read_boards(self) -> None:
        for row in rows("nhs_boards", self.folder):
            self._organisation(
                Kind.HEALTH_BOARD,
                row.pop("gss_code"),
                row,
                name=row.pop("name"),
                legal_name=row.pop("legal_name"),
                superseded_code=row.pop("superseded_gss_code"),
                areas=_parts(row.pop("local_authority_codes")),
            )

    def read_divisions(self) -> None:
        for row in rows("police_divisions", self.folder):
            letter, name = row.pop("division"), row.pop("name")
            self._organisation(
                Kind.POLICE_DIVISION,
                letter,
                row,
                name=f"Police Scotland {letter} Division ({name})",
                short_name=name,
                areas=_parts(row.pop("local_authority_codes")),
            )

    def read_health_and_social_care_partnerships(self) -> None:
        for row in rows("health_and_social_care_partnerships", self.folder):
            self._organisation(
                Kind.HSCP,
                row.pop("gss_code"),
                row,
                name=row.pop("name"),
                short_name=row.pop("short_name"),
                legal_name=row.pop("integration_authority"),
                superseded_code=row.pop("superseded_gss_code"),
                areas=_parts(row.pop("local_authority_codes")),
            )

    def read_councils(self) -> None:
        for row in rows("local_authorities", self.folder):
            code = row.pop("gss_code")
            self._organisation(
                Kind.COUNCIL,
                code,
                row,
                name=row.pop("official_name"),
                short_name=row.pop("name"),
                superseded_code=row.pop("superseded_gss_code"),
                areas=[code],
            )

    def read_scrutiny_bodies(self) -> None:
        for row in rows("scrutiny_bodies", self.folder):
            inspects = (
                "yes" in (row["section_115_body"], row["uk_npm_member"])
                or "scrutiny co-ordination" in row["role_in_programmes"]
            )
            self._organisation(
                Kind.SCRUTINY_BODY if inspects else Kind.NATIONAL_BODY,
                row.pop("code"),
                row,
                name=row.pop("name"),
                short_name=row.pop("abbreviation"),
                legal_name=row.pop("legal_or_other_name"),
                website=row.pop("website"),
            )

    def read_mechanism_members(self) -> None:
        """Members of the National Preventive Mechanism; one that is in another register too is the same body."""
        for row in rows("npm_members", self.folder):
            body = self.organisations.get((Kind.SCRUTINY_BODY, row["code"])) or next(
                (found for found in self.organisations.values() if found.name == row["name"]), None
            )
            if body is None:
                body = self._organisation(
                    Kind.SCRUTINY_BODY,
                    row["code"],
                    {"kind": row["kind"], "name_basis": row["name_basis"]},
                    name=row["name"],
                    short_name=row["abbreviation"],
                )
            NpmMembership.objects.update_or_create(
                organisation=body,
                defaults={
                    "jurisdiction": row["jurisdiction"],
                    "detention_settings": row["detention_settings"],
                    "designated": int(row["designated"]),
                    "in_scottish_sub_group": row["scottish_sub_group"] == "yes",
                    "note": row["note"],
                },
            )

    def _organisation(self, kind, code, facts, *, areas=(), superseded_code="", **values) -> Organisation:
        """One row of a register as an organisation; found by its code, or by the code it had before."""
        values.setdefault("short_name", values["name"])
        superseded = _parts(superseded_code)
        values["superseded_code"] = "|".join(superseded)
        facts = {name: value for name, value in facts.items() if value}
        register = {"code": code, **values}
        body = (
            Organisation.objects.filter(kind=kind, code=code).first()
            or Organisation.objects.filter(kind=kind, code__in=superseded).first()
        )
        if body is None:
            body = Organisation.objects.create(kind=kind, code=code, facts={**facts, "register": register}, **values)
            self.report.added.append(f"{body.get_kind_display()} {body.name}")
        else:
            self._carry_over(body, register, facts)
        wanted = {self.areas[area].pk for area in areas}
        if wanted != set(body.areas.values_list("pk", flat=True)):
            body.areas.set(wanted)
        self.organisations[kind, code] = body
        return body

    def _carry_over(self, body: Organisation, register: dict, facts: dict) -> None:
        """Take over what the file changed since it was last read; leave what was edited in the portal."""
        last = body.facts.get("register", {})
        changes, kept = [], []
        for name, value in register.items():
            now = getattr(body, name)
            if value == now:
                continue
            if value == last.get(name):
                kept.append(f"{body.name}: {name.replace('_', ' ')}")
            else:
                changes.append(f"{name.replace('_', ' ')} from “{now}” to “{value}”")
                setattr(body, name, value)
        facts = {**facts, "register": register}
        if changes or facts != body.facts:
            if not changes:
                changes.append("what else the register says")
            body.facts = facts
            body.save()
            self.report.changed.append(f"{body.name}: {'; '.join(changes)}")
        else:
            self.report.unchanged += 1
        self.report.kept += kept

    # --- Named sets -----------------------------------------------------------------------------------------------
    def read_adult_protection_partnerships(self) -> None:
        for row in rows("adult_protection_partnerships", self.folder):
            self._grouping(
                Grouping.Kind.ADULT_PROTECTION,
                row.pop("app_code"),
                row.pop("name"),
                facts=row,
                areas=[row["local_authority_code"]],
                organisations=[
                    (Kind.COUNCIL, row.pop("local_authority_code")),
                    (Kind.HSCP, row.pop("hscp_code")),
                    (Kind.HEALTH_BOARD, row.pop("nhs_board_code")),
                    (Kind.POLICE_DIVISION, row.pop("police_division")),
                ],
            )

    def read_mappa_regions(self) -> None:
        for row in rows("mappa_regions", self.folder):
            codes = _parts(row.pop("local_authority_codes"))
            areas = {self.areas[code].pk for code in codes}
            # The responsible authorities of a region: its councils, and the boards and divisions that serve them.
            bodies = Organisation.objects.filter(
                kind__in=[Kind.COUNCIL, Kind.HEALTH_BOARD, Kind.POLICE_DIVISION], areas__in=areas
            )
            self._grouping(
                Grouping.Kind.MAPPA_REGION,
                row.pop("region"),
                row.pop("name"),
                facts=row,
                areas=codes,
                organisations=list(bodies.values_list("kind", "code").distinct()),
            )

    def _grouping(self, kind, code, name, *, facts, areas, organisations) -> None:
        facts = {key: value for key, value in facts.items() if value}
        grouping, created = Grouping.objects.get_or_create(
            kind=kind, code=code, defaults={"name": name, "facts": facts}
        )
        if created:
            self.report.added.append(f"{grouping.get_kind_display()} {name}")
        elif (grouping.name, grouping.facts) != (name, facts):
            grouping.name, grouping.facts = name, facts
            grouping.save()
            self.report.changed.append(f"{grouping.get_kind_display()} {name}")
        else:
            self.report.unchanged += 1
        for members, wanted in [
            (grouping.areas, {self.areas[area].pk for area in areas}),
            (grouping.organisations, {self.organisations[key].pk for key in organisations}),
        ]:
            if wanted != set(members.values_list("pk", flat=True)):
                members.set(wanted)


def read(folder: Path = FOLDER) -> Report:
    """Read every register file; what it returns says what changed."""
    return Reading(folder).read_all()
