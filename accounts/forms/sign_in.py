"""The sign-in library's forms, with our words and without words inside the fields that vanish when one types."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as app_codes
from allauth.mfa.webauthn import forms as passkeys
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from accounts import sign_in_log, tasks
from accounts.waking import hand_over_when_committed
from interface.forms import Submit

ADVICE = "At least 12 characters: three or four words that only you would put together. Not one that you use elsewhere."


class Dressed:
    """Draws the form by crispy, with one button; ``words`` are labels, ``hints`` stand under them."""

    button = "Continue"
    button_kind = ""
    words: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, "")
        self.helper = FormHelper()
        self.helper.layout = Layout(*self.fields, Submit("go", self.button, kind=self.button_kind))


class SignInForm(Dressed, account.LoginForm):
    button = "Sign in"
    words = {"login": "E-mail address", "password": "Password"}


class ReauthenticateForm(Dressed, account.ReauthenticateForm):
    words = {"password": "Password"}


class ChangePasswordForm(Dressed, account.ChangePasswordForm):
    button = "Change your password"
    words = {
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "New password again",
    }
    hints = {"password1": ADVICE}


class SetPasswordForm(Dressed, account.SetPasswordForm):
    button = "Set your password"
    words = {"password1": "Password", "password2": "Password again"}
    hints = {"password1": ADVICE}


class NewPasswordForm(Dressed, account.ResetPasswordKeyForm):
    button = "Use this password"
    words = {"password1": "New password", "password2": "New password again"}
    hints = {"password1": ADVICE}


class ForgottenPasswordForm(Dressed, account.ResetPasswordForm):
    button = "Send me a link"
    words = {"email": "E-mail address"}
    hints = {"email": "The one at which you were invited."}

    def save(self, request, **kwargs) -> str:
        """The same answer, as fast, whether the portal knows the address or not: the letter is written elsewhere."""
        for person in self.users:
            if person.joined_at:
                hand_over_when_committed(tasks.send_password_reset, person.pk)
        return self.cleaned_data["email"]


# --- Second factor ---------------------------------------------------------------------------------------------------
CODE = {"code": "Code"}
CODE_HINT = {"code": "Six figures from your authenticator app, or one of your recovery codes."}
RECOVERY = {"code": "One of the codes that you kept for the day when your passkey is not at hand."}


class _Noted:
    """A code that is not right is written to the log, as a password that is not right is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["class"] = "ds_input--fixed-10"
        if not Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).exists():
            self.fields["code"].label, self.fields["code"].help_text = "Recovery code", RECOVERY["code"]

    def clean_code(self):
        try:
            return super().clean_code()
        except forms.ValidationError:
            sign_in_log.wrong_code(context.request, self.user)
            raise


class SecondFactorForm(_Noted, Dressed, factor.AuthenticateForm):
    button = "Continue"
    words, hints = CODE, CODE_HINT


class SecondFactorAgainForm(_Noted, Dressed, factor.ReauthenticateForm):
    words, hints = CODE, CODE_HINT


class TurnOnAppForm(Dressed, app_codes.ActivateTOTPForm):
    button = "Turn on"
    words = CODE
    hints = {"code": "The six figures that your app shows now."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "ds_input--fixed-10"}
        )


class TurnOffAppForm(Dressed, app_codes.DeactivateTOTPForm):
    button = "Take the app off"


class NewRecoveryCodesForm(Dressed, recovery.GenerateRecoveryCodesForm):
    button = "Make new codes"


class AddPasskeyForm(Dressed, passkeys.AddWebAuthnForm):
    words = {"name": "Name of this passkey", "passwordless": "Sign in with this passkey alone"}
    hints = {
        "name": "So that you know it again, such as “Work laptop”.",
        "passwordless": "Then the passkey asks for your fingerprint, face or PIN, and no password is needed.",
    }


class RenamePasskeyForm(Dressed, passkeys.EditWebAuthnForm):
    button = "Save"
    words = {"name": "Name of this passkey"}
