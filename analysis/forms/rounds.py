"""Which earlier survey a survey follows."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms

from interface.forms import Submit
from surveys import rounds
from surveys.models import Survey


class _Surveys(forms.ModelChoiceField):
    def label_from_instance(self, survey: Survey) -> str:
        return f"{survey.title}: {survey.programme.title} ({survey.programme.day_one.year})"


class FollowsForm(forms.Form):
    """The earlier round, or none."""

    follows = _Surveys(
        Survey.objects.none(),
        label="This survey follows",
        required=False,
        empty_label="No earlier survey",
        help_text="An earlier survey of this programme, or of one that began before it.",
    )

    def __init__(self, *args, survey: Survey, user, **kwargs):
        super().__init__(*args, initial={"follows": survey.follows_id or rounds.proposed(survey, user)}, **kwargs)
        could = rounds.could_follow(survey, user)
        self.fields["follows"].queryset = could
        self.helper = FormHelper()
        self.helper.layout = Layout("follows", ButtonHolder(Submit("say", "Save the earlier round")))
