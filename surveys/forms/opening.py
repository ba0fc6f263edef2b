"""When a survey that no milestone opens takes answers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import DateField, Submit
from surveys.models import Link


class OpenForm(forms.Form):
    """For which links, from when and until when."""

    whose = forms.ChoiceField(label="For whom")
    opens_on = DateField(label="First day")
    closes_on = DateField(label="Last day", help_text="It takes answers to the end of this day.")

    def __init__(self, *args, links: list[Link], **kwargs):
        super().__init__(*args, **kwargs)
        self.links = [link for link in links if link.dataset_id is None]
        self.fields["whose"].choices = [
            *([("all", "Everybody")] if len(self.links) > 1 else []),
            *((str(link.pk), link.whose or "Everybody") for link in self.links),
        ]
        self.helper = FormHelper()
        self.helper.layout = Layout("whose", "opens_on", "closes_on", ButtonHolder(Submit("open", "Save these days")))

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "The last day is before the first day. Change one of them.")
        return cleaned

    def chosen(self) -> list[Link]:
        whose = self.cleaned_data["whose"]
        return [link for link in self.links if whose in ("all", str(link.pk))]
