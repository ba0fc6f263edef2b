"""When a survey that no milestone opens takes answers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.utils import timezone

from interface.counting import counted
from interface.forms import DateField, Submit
from surveys import arrived, setting_up
from surveys.models import Link, Reply


class OpenForm(forms.Form):
    """For which links, from when and until when. What would close it for good is asked once more."""

    whose = forms.ChoiceField(label="For whom")
    opens_on = DateField(label="First day")
    closes_on = DateField(label="Last day", help_text="It takes answers to the end of this day.")
    for_good = forms.BooleanField(label="Yes, close it now and for good", required=False)

    def __init__(self, *args, links: list[Link] | list[Reply], **kwargs):
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
        opens, closes, today = cleaned.get("opens_on"), cleaned.get("closes_on"), timezone.localdate()
        if opens and closes and closes < opens:
            self.add_error("closes_on", "The last day is before the first day. Change one of them.")
        elif opens and closes and "whose" in cleaned:
            if opens > today and setting_up.begun(self.chosen()):
                self.add_error("opens_on", setting_up.HAS_ANSWERS)
            elif closes < today and not cleaned.get("for_good"):
                # The box stands on the page only where it is needed, so nobody ticks it by habit.
                self.helper.layout.insert(3, "for_good")
                self["for_good"].help_text = what_closing_means(self.chosen())
                self.add_error(
                    "for_good",
                    "This last day has passed, so the survey would close now. Tick the box if that is what you want, "
                    "or change the last day.",
                )
        return cleaned

    def chosen(self) -> list[Link] | list[Reply]:
        whose = self.cleaned_data["whose"]
        return [link for link in self.links if whose in ("all", str(link.pk))]


def what_closing_means(rows: list[Link] | list[Reply]) -> str:
    """What is frozen when these close now, in a sentence with its number."""
    frozen = "Within a minute they are frozen: nothing can be added, and other days will not open it again."
    if rows and isinstance(rows[0], Reply):
        sent = sum(row.is_sent for row in rows)
        return f"{counted(sent, 'reply,replies')} of {len(rows)} {'has' if sent == 1 else 'have'} been sent. {frozen}"
    came = sum(arrived.answers_at(rows).values())
    if not came:
        return "No answers have come. Within a minute it is frozen without any, and other days will not open it again."
    return f"{counted(came, 'answer')} {'has' if came == 1 else 'have'} come. {frozen}"
