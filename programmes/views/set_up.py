"""What a programme says of itself: changed here after it has started, with the file it came from left alone."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.guards import guarded
from interface.forms import DateField, OverWhatWasSeen, Submit
from programmes import rules
from programmes.models import Programme

LISTS = {
    "legal_basis": "Legal basis",
    "questions": "Questions",
    "scope_in": "What is covered",
    "scope_out": "What is not covered",
}


class SetUpForm(OverWhatWasSeen, forms.ModelForm):
    """Wording, contacts and the day from which the public sees the programme; lists with one fact a line.

    A fact that somebody has edited here is the portal's own, and official: they have looked at it.
    """

    public_from = DateField(label="Public from", required=False, help_text="Leave it empty to keep it from the public.")

    class Meta:
        model = Programme
        fields = ["title", "short_title", "summary", "purpose", "public_from", "contact_name", "contact_email"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3}), "purpose": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in LISTS.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}),
                help_text="One a line. A line in [square brackets] is a default that is not shown to the public.",
            )
            self.initial[name] = "\n".join(
                fact["text"] if fact["official"] else f"[{fact['text']}]" for fact in getattr(self.instance, name)
            )
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Name", "title", "short_title"),
            Fieldset("What it is for", "summary", "purpose", *LISTS),
            Fieldset("The public", "public_from", "contact_name", "contact_email"),
            ButtonHolder(Submit("save", "Save")),
        )
        self.watch()

    def save(self, commit=True):
        for name in LISTS:
            before = {fact["text"]: fact["basis"] for fact in getattr(self.instance, name)}
            facts = []
            for line in self.cleaned_data[name].splitlines():
                words = line.strip()
                if not words:
                    continue
                official = not (words.startswith("[") and words.endswith("]"))
                words = words if official else words[1:-1].strip()
                facts.append({"text": words, "basis": before.get(words, "set in the portal"), "official": official})
            setattr(self.instance, name, facts)
        return super().save(commit)


@guarded(Programme, by=rules.may_change_set_up, key="slug")
def set_up(request, programme):
    form = SetUpForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved. What changed is in the history.")
        return redirect("programmes:set-up", programme.slug)
    return render(request, "programmes/set_up.html", {"programme": programme, "form": form})
