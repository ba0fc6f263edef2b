"""What the inbox and the deliveries are narrowed by, and how a delivery is settled."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.db.models import Q
from django.utils.text import capfirst

from interface.forms import Hinted, PageQuestion, Submit
from notifications.models import Delivery, MailPreference


def _offer_what_there_is(form, letters) -> None:
    """The kinds and programmes of these letters as choices, in one query."""
    there_is = set(letters.order_by().values_list("kind", "programme_ref", "programme_name").distinct())
    kinds = sorted({kind for kind, _, _ in there_is})
    programmes = sorted({(name or f"Programme {ref}", str(ref)) for _, ref, name in there_is if ref is not None})
    form.fields["kind"].choices = [("", "Every kind"), *((kind, capfirst(kind.replace("-", " "))) for kind in kinds)]
    form.fields["programme"].choices = [("", "Every programme"), *((ref, name) for name, ref in programmes)]


class InboxFilter(forms.Form):
    """Narrows a person's inbox. Programmes and kinds are those that the person has letters of."""

    words = forms.CharField(label="Words in the letter", required=False, max_length=100)
    programme = forms.ChoiceField(label="Programme", required=False)
    kind = forms.ChoiceField(label="Kind of letter", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Read and unread"), ("unread", "Unread"), ("read", "Read")]
    )

    def __init__(self, data, *, letters):
        super().__init__(data)
        self.letters = letters
        _offer_what_there_is(self, letters)

    def narrowed(self):
        """The letters that fit. A filter that makes no sense narrows nothing, and says so beside itself."""
        self.is_valid()
        wanted, letters = self.cleaned_data, self.letters
        if words := wanted.get("words", "").strip():
            letters = letters.filter(
                Q(title__icontains=words)
                | Q(body_markdown__icontains=words)
                | Q(sender_name__icontains=words)
                | Q(programme_name__icontains=words)
            )
        if programme := wanted.get("programme"):
            letters = letters.filter(programme_ref=programme)
        if kind := wanted.get("kind"):
            letters = letters.filter(kind=kind)
        if state := wanted.get("state"):
            letters = letters.filter(read_at__isnull=state == "unread")
        return letters


class DeliveryFilter(forms.Form):
    """Narrows the e-mails that a person sees to."""

    words = forms.CharField(label="Recipient or title", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Every state"), *((s.value, s.label) for s in Delivery.Status)]
    )
    programme = forms.ChoiceField(label="Programme", required=False)
    kind = forms.ChoiceField(label="Kind of letter", required=False)

    def __init__(self, data, *, deliveries, letters):
        super().__init__(data)
        self.deliveries = deliveries
        _offer_what_there_is(self, letters)

    def narrowed(self):
        self.is_valid()
        wanted, deliveries = self.cleaned_data, self.deliveries
        if words := wanted.get("words", "").strip():
            deliveries = deliveries.filter(
                Q(notice__title__icontains=words)
                | Q(notice__recipient__name__icontains=words)
                | Q(notice__recipient__email__icontains=words)
            )
        if state := wanted.get("state"):
            deliveries = deliveries.filter(status=state)
        if programme := wanted.get("programme"):
            deliveries = deliveries.filter(notice__programme_ref=programme)
        if kind := wanted.get("kind"):
            deliveries = deliveries.filter(notice__kind=kind)
        return deliveries


class PreferenceForm(forms.ModelForm):
    """How often a person wants to be pointed to their inbox."""

    once_a_day = forms.TypedChoiceField(
        label="When we e-mail you about letters",
        choices=[
            ("no", Hinted("For each letter", "As soon as it is in your inbox")),
            ("yes", Hinted("Once a day", "At half past seven in the morning, if there is anything new")),
        ],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        help_text="Formal letters, such as the notice of a review, are always e-mailed at once.",
    )

    class Meta:
        model = MailPreference
        fields = ["once_a_day"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["once_a_day"] = "yes" if self.instance.once_a_day else "no"
        self.helper = FormHelper()
        self.helper.layout = Layout(PageQuestion("once_a_day"), ButtonHolder(Submit("save", "Save")))


class SettleForm(forms.Form):
    """Why a person decides as they do; the buttons say what they decide."""

    why = forms.CharField(
        label="Reason",
        max_length=300,
        help_text="What you found out, and from whom. It is kept with your name.",
        error_messages={"required": "Give the reason, so that a colleague can follow it later"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, buttons: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "why",
            ButtonHolder(
                *(
                    Submit(name, words, kind="" if number == 0 else "secondary")
                    for number, (name, words) in enumerate(buttons.items())
                )
            ),
        )
