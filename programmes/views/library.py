"""The library of a programme, as its team keeps it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.guards import guarded
from interface.forms import OverWhatWasSeen, Submit
from programmes import letter_text, rules
from programmes.correspondence import filled_in_for_the_team
from programmes.models import LibraryDocument, Programme


class DocumentForm(OverWhatWasSeen, forms.ModelForm):
    """A document's words, who may read it, and from when."""

    class Meta:
        model = LibraryDocument
        fields = ["title", "summary", "text", "audience", "released_with", "released_edge"]
        labels = {"text": "Text", "released_with": "Released with", "released_edge": "On its"}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 20}),
            "audience": forms.RadioSelect,
            "released_edge": forms.Select(
                choices=[("opens", "opening day"), ("starts", "first day"), ("ends", "last day")]
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["released_with"].queryset = self.instance.programme.milestones.all()
        self.fields["released_with"].required = False
        self.fields["released_with"].empty_label = "From the beginning"
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            "summary",
            "audience",
            "released_with",
            "released_edge",
            "text",
            ButtonHolder(Submit("save", "Save the document")),
        )
        self.watch()

    def clean_text(self):
        text = self.cleaned_data["text"]
        keys = self.instance.programme.milestones.values_list("key", flat=True)
        wrong = letter_text.check(text, letter_text.fields_for_document(keys))
        if wrong:
            raise forms.ValidationError([f"Line {each.line}: {each.says} {each.remedy}" for each in wrong])
        return text


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=lambda rows: rows.with_plan())
def library(request, programme):
    today = timezone.localdate()
    documents = list(programme.library.select_related("released_with"))
    for document in documents:
        document.day = document.released_on(programme.timetable)
        document.is_out = document.day is None or document.day <= today
    return render(request, "programmes/library.html", {"programme": programme, "documents": documents, "today": today})


@guarded(Programme, by=rules.may_see_overview, key="slug", queryset=lambda rows: rows.with_plan())
def document(request, programme, document):
    found = get_object_or_404(programme.library, key=document)
    found.programme = programme
    kept = found.text  # a form with mistakes leaves its own words on `found`
    may_change = rules.may_run(request.user, programme)
    form = DocumentForm(request.POST or None, instance=found) if may_change else None
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            form.save()
            messages.success(request, "The document has been saved.")
            return redirect("programmes:library", programme.slug)
    return render(
        request,
        "programmes/library_document.html",
        {"programme": programme, "document": found, "form": form, "html": filled_in_for_the_team(kept, programme)},
    )
