"""Choosing the partnerships that are looked at more closely."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import Hinted, Submit
from programmes import choosing
from programmes.models import Participation


class _Partnerships(forms.ModelMultipleChoiceField):
    #: What each has begun or sent as one of those chosen.
    begun: choosing.Begun

    def label_from_instance(self, each: Participation) -> str:
        deeds = " and ".join(self.begun.get(each.pk, []))
        return Hinted(each.partnership.name, f"Stays chosen: it {deeds}." if deeds else "")


class ChooseCloselyForm(forms.Form):
    """A box for each partnership. The page carries which were ticked when it was shown, so that two people may choose
    at once: what one leaves alone, the other has decided."""

    chosen = _Partnerships(
        label="Partnerships to look at more closely",
        queryset=Participation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"columns": True}),
        error_messages={
            "invalid_choice": "A partnership that you chose no longer takes part. Look at the list and save again."
        },
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, programme, by, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        field.queryset = choosing.to_choose_from(programme, by).order_by("partnership__name")
        self.everyone = list(field.queryset)
        self.now_chosen = [each for each in self.everyone if each.selected]
        field.begun = choosing.begun(self.now_chosen)
        share = f"{len(self.now_chosen)} of {len(self.everyone)}"
        field.help_text = f"{share} are chosen now. You may choose as many as you like, or none."
        self.initial["chosen"] = [each.pk for each in self.now_chosen]
        self.initial["seen"] = " ".join(str(each.pk) for each in self.now_chosen)
        self.helper = FormHelper()
        self.helper.layout = Layout("chosen", "seen", ButtonHolder(Submit("save", "Save the choice")))

    def clean_seen(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["seen"].split() if pk.isdecimal()}
