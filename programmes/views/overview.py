"""The whole programme at a glance: 32 rows, a map of tiles, the timetable with today on it."""

from django import forms
from django.shortcuts import render
from django.utils import timezone

from accounts.guards import guarded
from interface.spreadsheets import as_csv, as_excel
from interface.tile_map import AreaState
from interface.timeline import Timetable
from programmes import overview, rules
from programmes.models import Programme
from programmes.views.drawn import stops

#: What the map's legend says of each kind of mark.
WORDS = {
    "late": "Something is late",
    "queried": "A query waits for an answer",
    "waiting": "Waits for somebody",
    "open": "Something is open",
    "new": "Waits to be read by us",
    "done": "All that was asked is done",
    "quiet": "Nothing asked yet",
}


class Filters(forms.Form):
    """What the list is narrowed to; kept in the address, so that it survives a reload and can be sent on."""

    q = forms.CharField(label="Partnership or co-ordinator", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Shows",
        required=False,
        choices=[
            ("", "Everything"),
            ("late", "Something late"),
            ("queried", "A query open"),
            ("waiting", "Waiting for somebody"),
            ("no-co-ordinator", "No co-ordinator yet"),
            ("done", "All done"),
        ],
    )


def _filtered(programme, request):
    form = Filters(request.GET or None)
    rows = overview.rows(programme, request.user, timezone.localdate())
    if form.is_valid():
        words = form.cleaned_data["q"].casefold()
        rows = [row for row in rows if words in row.name.casefold() or words in row.coordinator.casefold()]
        match form.cleaned_data["state"]:
            case "late" | "queried" | "waiting" as state:
                rows = [row for row in rows if any(cell.state == state for cell in row.cells.values())]
            case "no-co-ordinator":
                rows = [row for row in rows if not row.coordinator]
            case "done":
                rows = [row for row in rows if row.state in ("done", "not asked")]
    return form, _ordered(rows, request.GET.get("order", "name"))


def _ordered(rows, order):
    key, backwards = order.lstrip("-"), order.startswith("-")
    by = {
        "name": lambda row: row.name.casefold(),
        "coordinator": lambda row: (not row.coordinator, row.coordinator.casefold()),
        "next": lambda row: (row.next is None, row.next.ends if row.next else None),
    }.get(key, lambda row: (row.cells[key].sort if key in row.cells else 9, row.name.casefold()))
    return sorted(rows, key=by, reverse=backwards)


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=lambda rows: rows.with_plan())
def programme_overview(request, programme):
    form, rows = _filtered(programme, request)
    columns = overview.columns_of(programme)
    today = timezone.localdate()
    # Who the co-ordinator is has a place of its own, before whatever else a programme asks for.
    further = [column for column in columns if column.key != "coordinator"]
    for row in rows:
        row.further = [row.cells.get(column.key) for column in further]
    states = [
        AreaState(
            code=area.short,
            name=area.name,
            kind=overview.MARKS[row.state],
            words=_in_words(row, columns),
            url=f"#row-{row.participation.pk}",
        )
        for row in rows
        for area in row.participation.partnership.areas.all()
    ]
    return render(
        request,
        "programmes/overview.html",
        {
            "programme": programme,
            "further": further,
            "rows": rows,
            "filters": form,
            "takes_part": bool(rows) or form.is_bound,
            "states": states,
            "legend_words": WORDS,
            "drawn": Timetable(stops(programme, programme.timetable), today, title=f"Timetable of {programme}"),
            "counts": _counts(rows),
            "may_run": rules.may_run(request.user, programme),
            "may_change": rules.may_change_set_up(request.user, programme),
            "soon": [
                (dated, dated.state(today) == "open") for dated in programme.timetable if dated.state(today) != "closed"
            ][:4],
            "default_order": "name",
            "today": today,
        },
    )


def _in_words(row, columns) -> str:
    return "; ".join(f"{column.title}: {row.cells[column.key].words}" for column in columns if column.key in row.cells)


def _counts(rows):
    """The few numbers that a lead looks for first."""
    return [
        ("Partnerships", len(rows), ""),
        ("Co-ordinators named", sum(bool(row.coordinator) for row in rows), ""),
        ("With something late", sum(row.state == "late" for row in rows), "late"),
        ("With a query open", sum(any(cell.state == "queried" for cell in row.cells.values()) for row in rows), ""),
    ]


def _table(programme, rows):
    columns = overview.columns_of(programme)
    header = ["Partnership", "Areas", "Co-ordinator", "Co-ordinator's e-mail"]
    # Who the co-ordinator is has a column already: no two of them may bear one name.
    header += ["Co-ordinator named" if column.key == "coordinator" else column.title for column in columns]
    header += ["Next", "Next by"]
    body = [
        [
            row.name,
            ", ".join(area.name for area in row.participation.partnership.areas.all()),
            row.coordinator,
            row.coordinator_email,
            *(row.cells[column.key].words if column.key in row.cells else "" for column in columns),
            row.next.title if row.next else "",
            row.next.ends if row.next else "",
        ]
        for row in rows
    ]
    return header, body


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=lambda rows: rows.with_plan())
def overview_as_csv(request, programme):
    _, rows = _filtered(programme, request)
    header, body = _table(programme, rows)
    return as_csv(_name(programme), header, body)


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=lambda rows: rows.with_plan())
def overview_as_excel(request, programme):
    _, rows = _filtered(programme, request)
    header, body = _table(programme, rows)
    return as_excel(_name(programme), header, body, title=programme.short_title)


def _name(programme) -> str:
    return f"{programme.slug}-overview-{timezone.localdate():%Y-%m-%d}"
