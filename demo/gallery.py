"""Every component and every kind of question on one page, with ugly data. Demo mode alone has it."""

from __future__ import annotations

import datetime

from crispy_forms.bootstrap import (
    Accordion,
    AccordionGroup,
    Alert,
    AppendedText,
    FieldWithButtons,
    FormActions,
    InlineCheckboxes,
    InlineField,
    InlineRadios,
    PrependedText,
    StrictButton,
    Tab,
    TabHolder,
    UneditableField,
)
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Column, Div, Field, Fieldset, Hidden, Layout, MultiField, Row
from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from accounts.guards import open_to_everyone
from interface.charts import BarChart, GroupedBarChart, LineChart, Series, StackedBarChart
from interface.forms import Conditional, DateField, Hinted, MultipleFileField, Submit, answers
from interface.marks import MARKS
from interface.tile_map import PLACES, AreaState
from interface.timeline import Stop

LONG = "Perth, Kinross and Clackmannanshire Integrated Children's Services Governance Subcommittee"


class QuestionsForm(forms.Form):
    name = forms.CharField(label="Your name", help_text="As it should stand in letters", max_length=80)
    email = forms.EmailField(label="E-mail address")
    phone = forms.CharField(label="Telephone", required=False)
    statement = forms.CharField(
        label="What you did", widget=forms.Textarea, max_length=200, help_text="In your own words.", required=False
    )
    cases = forms.IntegerField(label="Cases open on the day", min_value=0)
    share = forms.DecimalField(label="Share of staff who took part", max_value=100)
    cost = forms.DecimalField(label="What it cost", required=False)
    area = forms.ChoiceField(label="Council area", choices=[("", "Choose an area"), ("MRY", "Moray"), ("X", LONG)])
    attended = forms.ChoiceField(
        label="Did you come to the briefing?",
        choices=[("yes", "Yes"), ("no", "No"), ("part", Hinted("For part of it", "Say which part below"))],
        widget=forms.RadioSelect,
        help_text="The one for co-ordinators.",
    )
    reason = forms.CharField(label="Why not?", required=False)
    part = forms.CharField(label="Which part?", required=False)
    way = forms.ChoiceField(
        label="How shall we meet?", choices=[("room", "In person"), ("video", "By video")], widget=forms.RadioSelect
    )
    services = forms.MultipleChoiceField(
        label="Which services does this cover?",
        choices=[
            ("adults", Hinted("Adults' services", "Including adult support and protection")),
            ("children", "Children's services"),
            ("justice", LONG),
            ("none", "None of these"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.MultipleChoiceField(
        label="Days", choices=[("1", "Mon"), ("2", "Tue"), ("3", "Wed")], widget=forms.CheckboxSelectMultiple
    )
    due = DateField(label="When was it agreed?", help_text="For example 27 3 2027")
    documents = MultipleFileField(label="Documents", help_text="PDF, Word or Excel, 25 MB each at most")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    kept = forms.CharField(label="Reference", initial="SWG-2026-014", disabled=True, required=False)
    search = forms.CharField(label="Find a person", required=False)
    quick = forms.CharField(label="Quick note", required=False)
    first = forms.CharField(label="First line", required=False)
    second = forms.CharField(label="Second line", required=False)
    agree = forms.BooleanField(label="I have read the privacy notice", help_text="It says who sees what you send.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_id = "questions"
        self.helper.layout = Layout(
            Fieldset("About you", Row(Column("name"), Column("email")), Field("phone", autocomplete="tel")),
            Fieldset(
                "What you did",
                "statement",
                "cases",
                AppendedText("share", "%"),
                PrependedText("cost", "£"),
                "area",
                Conditional("attended", {"no": ["reason"], "part": ["part"]}),
                InlineRadios("way"),
                "services",
                InlineCheckboxes("days"),
                "due",
                "documents",
                "password",
            ),
            UneditableField("kept"),
            FieldWithButtons("search", StrictButton("Find", type="submit")),
            InlineField("quick"),
            MultiField("Two lines", "first", "second"),
            Alert("A remark within a form."),
            Div("agree", css_class="agreement"),
            HTML("<p>Markup of one's own.</p>"),
            Hidden("step", "2"),
            ButtonHolder(Submit("send", "Send your return"), Submit("keep", "Save for later", kind="secondary")),
        )


class TabsForm(forms.Form):
    one = forms.CharField(label="One", required=False)
    two = forms.CharField(label="Two", required=False)
    three = forms.CharField(label="Three", required=False)
    four = forms.CharField(label="Four", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            TabHolder(Tab("First part", "one"), Tab("Second part", "two")),
            Accordion(AccordionGroup("Third part", "three"), AccordionGroup(LONG, "four"), css_id="parts"),
            FormActions(Submit("save", "Save these parts")),
        )


class FilterForm(forms.Form):
    name = forms.CharField(label="Area", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), *((kind, mark.words) for kind, mark in MARKS.items())]
    )


class PersonForm(forms.Form):
    who = forms.CharField(label="Name")
    role = forms.ChoiceField(label="Part", choices=[("c", "Contributor"), ("v", "Viewer")])


def stops(today: datetime.date) -> list[Stop]:
    def at(days):
        return today + datetime.timedelta(days=days)

    return [
        Stop("Notification", at(-42), at(-38), "Care Inspectorate, then each area"),
        Stop("Guidance issued", at(-35), at(-31), "Care Inspectorate"),
        Stop("Briefing sessions for co-ordinators", at(-21), at(-10), "Review team and co-ordinators"),
        Stop(
            "Staff survey", at(-7), at(39), "Each area shares it; staff respond", "For all frontline social work staff."
        ),
        Stop("Document return", at(1), None, "Co-ordinators", "A short list of documents."),
        Stop("Interviews with leaders and focus groups", at(35), at(67), "Review team; leaders; managers"),
        Stop(LONG, at(127), None, "Care Inspectorate", when="At the end of the year"),
        Stop("National review report publication", at(203), None, "Care Inspectorate"),
    ]


def figures() -> list:
    shares = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")
    return [
        BarChart(
            "Most areas sent their documents in the last two days",
            ("A week before", "Two days before", "The day before", "On the day", LONG),
            (Series("Areas", (2, 5, 12, 11, None)),), unit="areas", key="bars", category_word="When",
            note="Base: 32 areas. Invented figures.",
        ),
        GroupedBarChart(
            "Supervision is more regular in justice services",
            ("Adults", "Children", "Justice"),
            (Series("At least monthly", (61, 58, 74)), Series("Less often", (30, 33, 21)), Series("Never", (9, 9, 5))),
            unit="%", key="groups", category_word="Service", note="Base: 3,935 answers. Invented figures.",
        ),
        StackedBarChart(
            "Seven in ten feel able to uphold their values",
            ("I can uphold the values of social work", "I know who is accountable", "I would raise a concern", LONG),
            tuple(
                Series(name, values)
                for name, values in zip(
                    shares,
                    (
                        (1200, 900, 1000, None),
                        (1500, 1300, 1200, 3),
                        (600, 800, 700, 4),
                        (400, 600, 700, 2),
                        (235, 335, 335, 1),
                    ),
                    strict=True,
                )
            ), key="shares", category_word="Statement", withheld="withheld: too few answers",
        ),
        LineChart(
            "Documents arrive late in the period",
            tuple(f"{day} Aug" for day in range(15, 28)),
            (
                Series("Received", (0, 4, 9, 9, 12, 60, 130, 180, 240, 410, 600, 860, 1032)),
                Series("Checked by the review team", (0, 0, 4, 6, 9, 30, 80, 140, 200, 320, None, 700, 810)),
            ), unit="documents", key="lines", category_word="Day",
        ),
        BarChart("Nothing yet", (), (Series("Areas", ()),), key="none"),
    ]  # fmt: skip


def areas() -> list[AreaState]:
    kinds = list(MARKS)
    return [
        AreaState(
            code, f"Area {code}", kinds[index % len(kinds)], MARKS[kinds[index % len(kinds)]].words, f"#row-{code}"
        )
        for index, code in enumerate(PLACES)
    ]


@open_to_everyone
def gallery(request, page="gallery"):
    today = timezone.localdate()
    form = QuestionsForm(request.POST, request.FILES) if request.method == "POST" else QuestionsForm()
    form.is_valid()
    checked = QuestionsForm(
        {"name": "Ailsa Invented", "email": "ailsa@example.org", "attended": "part", "services": ["adults", "children"],
         "due_day": "27", "due_month": "mar", "due_year": "2026"}
    )  # fmt: skip
    checked.is_valid()
    asked = request.GET.get("rows", "")
    many = min(int(asked), 5000) if asked.isascii() and asked.isdigit() else 32
    rows = [
        {
            "name": f"{LONG} {number}" if number == 3 else f"Area number {number}",
            "kind": list(MARKS)[number % 8],
            "number": number,
        }
        for number in range(1, many + 1)
    ]
    people = forms.formset_factory(PersonForm, extra=2)
    return render(
        request,
        f"gallery/{page}.html",
        {
            "form": form,
            "tabs_form": TabsForm(),
            "people": people(prefix="people"),
            "people_table": people(prefix="table"),
            "filter_form": FilterForm(request.GET),
            "answers": answers(checked, change_url="/gallery/"),
            "marks": MARKS.values(),
            "today": today,
            "stops": stops(today),
            "figures": figures(),
            "areas": areas(),
            "page": Paginator(rows, 20).get_page(request.GET.get("page")),
            "tasks": [
                {"words": "Name a co-ordinator", "url": "#", "state": "Done", "kind": "done", "hint": "By 19 July"},
                {"words": LONG, "url": "#", "state": "Late by 2 days", "kind": "late", "hint": "It was due on 21 July"},
                {"words": "Book a briefing", "url": "#", "state": "Open", "kind": "open", "hint": ""},
                {"words": "Send your documents", "state": "Not open yet", "kind": "quiet", "hint": "From 19 August"},
            ],
            "dates": [{"name": stop.name, "date": stop.starts, "who": stop.who} for stop in stops(today)],
            "consequences": ["The version you sent stays with us.", "A new one must come by 27 August."],
            "rows": [
                {"key": "Co-ordinator", "value": "Ailsa Invented", "url": "#", "action": "Change"},
                {"key": "Deputy", "value": ""},
                {"key": LONG, "value": f"{LONG}\nsecond line"},
            ],
            "files": [
                {"name": "governance-arrangements.pdf", "url": "#", "size": 1_234_567, "added": timezone.now(),
                 "by": "Ailsa Invented", "state": "Accepted", "kind": "done"},
                {"name": "a_very_long_file_name_without_any_space_that_somebody_exported_2026_final_v3.docx",
                 "url": "", "size": 45, "added": timezone.now(), "by": LONG, "state": "Refused", "kind": "late",
                 "reason": "It holds macros. Save it as .docx without macros and send it again."},
            ],
            "entries": [
                {"words": "Overview", "url": "#", "here": True, "entries": [{"words": "Under it", "url": "#"}]},
                {"words": LONG, "url": "#"},
                {"words": "Letters", "url": "#"},
            ],
            "before": "We met monthly.\nThe board has nine members and a lay chair.\nMinutes are published.",
            "after": "We met monthly.\nThe board has eleven members and an independent chair.\n"
            "Minutes are published.\nA deputy was named.",
        },
    )  # fmt: skip
