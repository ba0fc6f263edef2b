"""How the sign-in library behaves here: by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False
