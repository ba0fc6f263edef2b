"""What is asked about the bodies and areas of the registers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from accounts.models import Area, Organisation
from interface.forms import OverWhatWasSeen, Submit


class FindOrganisationsForm(forms.Form):
    q = forms.CharField(label="Name or code", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *Organisation.Kind.choices])

    def narrow(self, organisations):
        if not self.is_valid():
            return organisations
        if self.cleaned_data["q"]:
            organisations = organisations.matching(self.cleaned_data["q"])
        if self.cleaned_data["kind"]:
            organisations = organisations.filter(kind=self.cleaned_data["kind"])
        return organisations


class OrganisationForm(OverWhatWasSeen, forms.ModelForm):
    """What may be put right in the portal; codes come from the register alone."""

    class Meta:
        model = Organisation
        fields = ["name", "short_name", "legal_name", "website"]
        labels = {"short_name": "Short name", "legal_name": "Legal or other name", "website": "Website"}
        help_texts = {
            "short_name": "For tables and tiles.",
            "website": "Without https://, such as careinspectorate.com.",
        }
        error_messages = {
            "name": {"required": "Enter a name"},
            "short_name": {"required": "Enter a short name"},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", "short_name", "legal_name", "website", Submit("save", "Save"))
        self.watch()

    def clean_website(self):
        website = self.cleaned_data["website"].strip().lower()
        website = website.removeprefix("https://").removeprefix("http://").rstrip("/")
        if website and ("." not in website or " " in website):
            raise forms.ValidationError("Enter an address such as careinspectorate.com, or leave it empty.")
        return website


class AreaForm(OverWhatWasSeen, forms.ModelForm):
    class Meta:
        model = Area
        fields = ["name"]
        error_messages = {"name": {"required": "Enter a name", "unique": "Another area has this name already."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout("name", Submit("save", "Save"))
        self.watch()
