"""Whom to ask to write what a board or a post answers for itself."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import Submit


class AskForm(forms.Form):
    """One person, by name and address."""

    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(label="E-mail address", help_text="We write to them there. It need not be one from work.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", "email", ButtonHolder(Submit("ask", "Ask them to write")))
