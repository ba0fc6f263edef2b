"""Forms to start a programme from a definition."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Fieldset, Layout
from django import forms
from django.core.validators import validate_slug
from django.utils import timezone

from accounts.models import Area
from interface.forms import DateField, Submit
from programmes import starting
from programmes.definition import Definition
from programmes.models import Programme


class StartForm(forms.Form):
    """How this run shall be called, when it begins, who takes part."""

    title = forms.CharField(label="Title", max_length=200)
    slug = forms.CharField(
        label="Address",
        max_length=80,
        validators=[validate_slug],
        help_text="The last part of its public address: letters, figures and hyphens. It never changes afterwards.",
    )
    day_one = DateField(label="Day one")
    public_from = DateField(
        label="Public from",
        required=False,
        help_text="The public sees the programme from this day. Leave it empty to decide later.",
    )
    areas = forms.ModelMultipleChoiceField(
        label="Areas that take part",
        queryset=Area.objects.all(),
        widget=forms.CheckboxSelectMultiple(attrs={"columns": True}),
        required=False,
    )

    def __init__(self, *args, definition: Definition, **kwargs):
        super().__init__(*args, **kwargs)
        self.definition = definition
        takes_part = definition.takes_part
        self.fields["day_one"].help_text = f"{definition.timetable.day_one_is}. Every date is counted from it."
        if not self.is_bound:
            chosen = Area.objects.all()
            if takes_part.who == "selected":
                chosen = Area.objects.filter(name__in=takes_part.selected)
            if takes_part.who == "none":
                chosen = Area.objects.none()
            day_one = timezone.localdate()
            self.initial = {
                "title": definition.title.text,
                "slug": starting.suggested_slug(definition, day_one),
                "day_one": day_one,
                "areas": [area.pk for area in chosen],
            }
        who = ["areas"] if takes_part.who != "none" else []
        if not who:
            del self.fields["areas"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            "slug",
            "day_one",
            "public_from",
            *([Fieldset("Who takes part", *who)] if who else []),
            ButtonHolder(Submit("look", "See the dates before starting")),
        )

    def clean_slug(self):
        slug = self.cleaned_data["slug"].lower()
        if Programme.objects.filter(slug=slug).exists():
            raise forms.ValidationError(f"There is a programme at “{slug}” already. Choose another address.")
        return slug

    def chosen_areas(self):
        return list(self.cleaned_data["areas"]) if "areas" in self.fields else None
