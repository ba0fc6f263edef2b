"""Taking a passkey off: not the last second factor of somebody who must have one. The library asks this of apps alone."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView


class Remove(RemoveWebAuthnView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(may_go=get_adapter().can_delete_authenticator(self.object), **kwargs)

    def form_valid(self, form):
        if not get_adapter().can_delete_authenticator(self.object):
            form.add_error(None, get_adapter().error_messages["cannot_delete_authenticator"])
            return self.form_invalid(form)
        return super().form_valid(form)


remove = Remove.as_view()
