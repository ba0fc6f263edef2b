"""Forms as they come out: every control named, every error reached, nothing typed lost."""

from __future__ import annotations

import datetime

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as some
from lxml import html as lxml_html

from demo.gallery import QuestionsForm, TabsForm
from interface.forms import (
    Conditional,
    DateField,
    Hinted,
    MultipleFileField,
    PageQuestion,
    Submit,
    answers,
)


def drawn(form):
    return lxml_html.fromstring(f"<div>{render_crispy_form(form)}</div>")


class TestEveryQuestion:
    def test_has_a_label_or_legend_and_every_description_exists(self):
        for form in (QuestionsForm(), QuestionsForm({})):
            form.is_valid()
            page = drawn(form)
            ids = {element.get("id") for element in page.iter() if element.get("id")}
            for control in page.xpath("//input[not(@type='hidden')]|//select|//textarea"):
                assert page.xpath(f"//label[@for='{control.get('id')}']"), control.get("name")
                for target in (control.get("aria-describedby") or "").split():
                    assert target in ids, f"{control.get('name')} is described by {target}, which is not there"
            for group in page.xpath("//fieldset"):
                assert group.xpath("./legend"), group.get("id")
                for target in (group.get("aria-describedby") or "").split():
                    assert target in ids

    def test_appears_once(self):
        page = drawn(QuestionsForm())
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        for name in QuestionsForm.base_fields:
            if name != "kept":
                assert page.xpath(f"//*[starts-with(@name, '{name}')]"), name

    def test_is_marked_when_it_may_be_left_out_and_only_then(self):
        page = drawn(QuestionsForm())
        assert "(optional)" in page.xpath("//label[@for='id_phone']")[0].text_content()
        assert "(optional)" not in page.xpath("//label[@for='id_name']")[0].text_content()
        assert not page.xpath("//*[@required]|//*[@maxlength]")
        assert page.xpath("//form")[0].get("novalidate") is not None

    def test_counts_long_text_and_never_cuts_it(self):
        page = drawn(QuestionsForm())
        box = page.xpath("//*[@id='div_id_statement']")[0]
        assert (box.get("data-module"), box.get("data-maxlength")) == ("ds-character-count", "200")


class TestWhatIsWrong:
    def test_stands_in_the_summary_once_with_a_link_that_leads_to_a_control(self):
        form = QuestionsForm({"email": "nowhere", "due_day": "31", "due_month": "2", "due_year": "2026"})
        form.is_valid()
        page = drawn(form)
        links = page.xpath("//*[contains(@class, 'ds_error-summary')]//a")
        assert len(links) == sum(len(errors) for errors in form.errors.values())
        for link in links:
            target = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
            assert [found.tag for found in target] in (["input"], ["select"], ["textarea"]), link.get("href")
        assert {"#id_attended_0", "#id_services_0", "#id_due_day"} <= {link.get("href") for link in links}

    def test_names_the_question_that_was_left_out(self):
        form = QuestionsForm({})
        form.is_valid()
        words = drawn(form).xpath("//*[contains(@class, 'ds_error-summary')]")[0].text_content()
        assert "Enter an answer to “Your name”" in words
        assert "Choose an answer to “Council area”" in words
        assert "To go on, tick “I have read the privacy notice”" in words
        assert "This field is required" not in words

    def test_keeps_a_forms_own_words(self):
        class Own(forms.Form):
            name = forms.CharField(error_messages={"required": "Enter your full name"})

        form = Own({})
        form.is_valid()
        assert "Enter your full name" in render_crispy_form(form)

    def test_of_the_form_as_a_whole_is_said_without_a_link(self):
        class Whole(forms.Form):
            name = forms.CharField()

            def clean(self):
                raise forms.ValidationError("The return has closed")

        form = Whole({"name": "x"})
        form.is_valid()
        item = drawn(form).xpath("//*[contains(@class, 'ds_error-summary')]//li")[0]
        assert item.text_content() == "The return has closed"
        assert not item.xpath("a")

    def test_of_a_formset_is_gathered_from_all_its_forms(self):
        class One(forms.Form):
            name = forms.CharField()

        formset = forms.formset_factory(One, extra=0, min_num=2, validate_min=True)(
            {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-1-name": "x"}
        )
        formset.is_valid()
        page = drawn(formset)
        assert page.xpath("//*[contains(@class, 'ds_error-summary')]//a/@href") == ["#id_form-0-name"]
        assert [legend.text for legend in page.xpath("//legend")] == ["Entry 1", "Entry 2"]


class TestWhatWasTyped:
    def test_comes_back_though_it_is_wrong(self):
        form = QuestionsForm(
            {
                "name": "Ailsa <b>",
                "cases": "many",
                "statement": "x" * 300,
                "due_day": "40",
                "due_month": "Mai",
                "due_year": "26",
            }
        )
        form.is_valid()
        page = drawn(form)
        assert page.xpath("//input[@name='name']/@value") == ["Ailsa <b>"]
        assert page.xpath("//input[@name='cases']/@value") == ["many"]
        assert page.xpath("//textarea[@name='statement']")[0].text.strip() == "x" * 300
        assert [page.xpath(f"//input[@name='due_{part}']/@value")[0] for part in ("day", "month", "year")] == [
            "40",
            "Mai",
            "26",
        ]

    def test_is_never_markup(self):
        class Hostile(forms.Form):
            pick = forms.ChoiceField(
                label="<script>a</script>",
                help_text="<script>b</script>",
                choices=[("<script>c</script>", Hinted("<script>d</script>", "<script>e</script>"))],
                widget=forms.RadioSelect,
            )

        assert "<script" not in render_crispy_form(Hostile({"pick": "x"}))


class TestADateInThreeFields:
    @given(some.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2199, 12, 31)))
    def test_is_read_as_it_was_meant(self, date):
        field = DateField()
        assert field.clean([str(date.day), str(date.month), str(date.year)]) == date
        assert field.clean([f" {date.day:02} ", f"{date:%B}", str(date.year)]) == date
        assert field.clean([str(date.day), f"{date:%b}".upper(), str(date.year)]) == date
        assert not field.has_changed(date, field.widget.decompress(date))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            (["", "", ""], "Enter a date"),
            (["27", "", "2026"], "The date must include a month"),
            (["", "", "2026"], "The date must include a day and a month"),
            (["31", "2", "2026"], "Enter a real date"),
            (["27", "3", "26"], "The year must have four figures"),
            (["x", "3", "2026"], "Enter a real date"),
            (["٣", "3", "2026"], None),
            (["-1", "3", "2026"], "Enter a real date"),
            (["1" * 400, "3", "2026"], "Enter a real date"),
        ],
    )
    def test_says_which_part_is_wrong(self, typed, said):
        if said is None:
            assert DateField().clean(typed) == datetime.date(2026, 3, 3)
            return
        with pytest.raises(forms.ValidationError, match=said):
            DateField().clean(typed)

    def test_may_be_left_out_when_optional(self):
        assert DateField(required=False).clean(["", " ", ""]) is None

    def test_shows_a_date_that_is_known(self):
        class Known(forms.Form):
            day = DateField()

        page = drawn(Known(initial={"day": datetime.date(2026, 8, 27)}))
        assert page.xpath("//input/@value") == ["27", "8", "2026"]


class TestConditionalQuestions:
    def form(self, data=None):
        class Asked(forms.Form):
            way = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
            why = forms.CharField(required=False)

            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.helper = FormHelper()
                self.helper.layout = Layout(Conditional("way", {"b": ["why"]}), Submit("go", "Go on", kind="secondary"))

        return Asked(data)

    def test_stand_under_the_answer_that_opens_them(self):
        page = drawn(self.form())
        condition = page.xpath("//div[@class='condition']")[0]
        assert condition.xpath(".//input/@name") == ["why"]
        assert condition.getprevious().xpath(".//input/@value") == ["b"]

    def test_are_sent_and_kept_like_any_other(self):
        form = self.form({"way": "b", "why": "because"})
        assert form.is_valid()
        assert drawn(form).xpath("//input[@name='why']/@value") == ["because"]


class TestSeveralFiles:
    def test_are_all_kept_and_each_is_checked(self):
        class Sent(forms.Form):
            files = MultipleFileField()

        good, empty = SimpleUploadedFile("a.pdf", b"x"), SimpleUploadedFile("b.pdf", b"")
        form = Sent({}, MultiValueDict({"files": [good, SimpleUploadedFile("c.pdf", b"y")]}))
        assert form.is_valid()
        assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "c.pdf"]
        form = Sent({}, MultiValueDict({"files": [good, empty]}))
        assert not form.is_valid()
        assert form.errors["files"] == ["b.pdf: The submitted file is empty."]
        form = Sent({}, MultiValueDict())
        assert not form.is_valid()
        assert form.errors["files"] == ["Choose one or more files"]


class TestLayouts:
    def test_the_one_question_of_a_page_is_its_heading(self):
        class One(forms.Form):
            name = forms.CharField(label="Who is the co-ordinator?")
            way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)

            def __init__(self, question, **kwargs):
                super().__init__(**kwargs)
                self.helper = FormHelper()
                self.helper.layout = Layout(PageQuestion(question))

        assert drawn(One("name")).xpath("string(//h1/label)").strip() == "Who is the co-ordinator?"
        assert drawn(One("way")).xpath("string(//legend/h1)").strip() == "Way"

    def test_buttons_belong_to_the_design_system(self):
        page = drawn(QuestionsForm())
        for button in page.xpath("//button"):
            assert "ds_button" in button.get("class")
            assert "btn" not in button.get("class").split()

    def test_tabs_and_accordions_lead_to_parts_that_exist(self):
        page = drawn(TabsForm())
        for link in page.xpath("//a[@class='ds_tabs__tab-link']/@href"):
            assert page.xpath(f"//*[@id='{link[1:]}' and contains(@class, 'ds_tabs__content')]")
        assert len(page.xpath("//*[@class='ds_accordion-item']")) == 2


class TestCheckYourAnswers:
    def test_says_each_answer_as_a_person_would(self):
        form = QuestionsForm(
            {"name": "Ailsa", "attended": "part", "services": ["adults", "children"], "agree": "on",
             "due_day": "27", "due_month": "3", "due_year": "2026"}
        )  # fmt: skip
        form.is_valid()
        said = {row["key"]: row["value"] for row in answers(form)}
        assert said["Did you come to the briefing?"] == "For part of it"
        assert said["Which services does this cover?"] == "Adults' services, Children's services"
        assert said["When was it agreed?"] == "27 March 2026"
        assert said["I have read the privacy notice"] == "Yes"
        assert said["Telephone"] == ""
