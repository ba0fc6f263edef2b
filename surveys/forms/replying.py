"""What a chief officer says of a named reply that waits for them: they sign it off, or send it back with a reason."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Hidden, Layout
from django import forms
from django.urls import reverse

from interface.forms import Submit
from surveys.models import Reply


class SignOffForm(forms.Form):
    """Signed off as it stands on the page, with a tick."""

    agreed = forms.BooleanField(
        label="I have read these answers and send them for the partnership",
        error_messages={"required": "Tick the box to sign it off"},
    )

    def __init__(self, *args, reply: Reply, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("surveys:sign-off", args=[reply.pk])
        self.helper.layout = Layout(
            Hidden("seen", reply.edits), "agreed", ButtonHolder(Submit("sign_off", "Sign off and send"))
        )


class SendBackForm(forms.Form):
    """What a chief officer wants changed."""

    reason = forms.CharField(
        label="What should be changed",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what should be changed"},
        help_text="Your partnership’s own people read this. The review team does not.",
    )

    def __init__(self, *args, reply: Reply, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_action = reverse("surveys:send-back", args=[reply.pk])
        self.helper.layout = Layout("reason", ButtonHolder(Submit("send_back", "Send it back", kind="secondary")))
