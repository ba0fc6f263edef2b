"""Filters of the trail's pages, sent by GET."""

from django import forms

from accounts.models import User
from audit import changes
from audit.models import Look
from interface.forms import DateField

MOST_PEOPLE = 100
#: Asked for in place of one kind: what the portal did by itself too, and its bookkeeping.
EVERYTHING = "everything"


class WhoAndWhenForm(forms.Form):
    who = forms.CharField(label="Who (name or e-mail)", required=False, max_length=100)
    first = DateField(label="From", required=False)
    last = DateField(label="To", required=False)

    def people(self) -> tuple[int, ...] | None:
        """Ids of the people who are meant; None where nobody is named."""
        words = self.cleaned_data.get("who")
        if not words:
            return None
        return tuple(User.objects.matching(words).values_list("pk", flat=True)[:MOST_PEOPLE])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "This is before the first day. Change one of them.")
        return cleaned


class ChangesForm(WhoAndWhenForm):
    kind = forms.ChoiceField(label="What", required=False)
    field_order = ["kind", "who", "first", "last"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "What people did"), (EVERYTHING, "Everything"), *changes.kinds()]

    def wanted(self, *, subject: str = "", before: str = "") -> changes.Wanted:
        if not self.is_valid():
            return changes.Wanted(by_people=True, before=before)
        asked = self.cleaned_data
        everything = asked["kind"] == EVERYTHING
        return changes.Wanted(
            kind="" if everything else asked["kind"],
            by_people=not asked["kind"],
            subject=int(subject) if asked["kind"] and subject.isdigit() else None,
            people=self.people(),
            first=asked["first"],
            last=asked["last"],
            before=before,
        )


class LooksForm(WhoAndWhenForm):
    kind = forms.ChoiceField(label="What", required=False)
    field_order = ["kind", "who", "first", "last"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = Look.objects.order_by("kind").values_list("kind", flat=True).distinct()
        self.fields["kind"].choices = [("", "Everything"), *((kind, kind.capitalize()) for kind in kinds)]

    def narrow(self, looks):
        if not self.is_valid():
            return looks
        asked = self.cleaned_data
        if asked["kind"]:
            looks = looks.filter(kind=asked["kind"])
        if (people := self.people()) is not None:
            looks = looks.filter(person__in=people)
        if asked["first"]:
            looks = looks.filter(at__date__gte=asked["first"])
        if asked["last"]:
            looks = looks.filter(at__date__lte=asked["last"])
        return looks
