"""Sign-in by one's organisation (OpenID Connect), held tighter than the library does by itself.

It takes an answer only for a question that this very browser was sent out with (state, nonce and PKCE), reads the
signature of the identity token though it came straight from the server, and says in a sentence that the server is
down instead of falling over.
"""

import secrets

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404
from requests import RequestException

#: Signatures with a key pair alone: a shared secret would be the client's own, and "none" is no signature.
SIGNED_WITH = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
#: What a server that is down, or that answers nonsense, makes the library raise.
NO_USE = (OAuth2Error, RequestException, jwt.PyJWTError, KeyError, TypeError, ValueError)


class Organisation(OpenIDConnectOAuth2Adapter):
    """The organisation's server, whose answers are believed only as far as they are proved."""

    nonce = ""

    @property
    def openid_config(self):
        """What the server says of itself, if it says that it is the one that was named and no other."""
        said = super().openid_config
        named = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0]
        if str(said["issuer"]).rstrip("/") != named.rstrip("/"):
            raise OAuth2Error("The server calls itself by another name.")
        return said

    def complete_login(self, request, app, token, **kwargs):
        proved = self._read(app, kwargs["response"]["id_token"])
        told = self._fetch_user_info(token.token)
        if told.get("sub") != proved["sub"]:
            raise OAuth2Error("The answers are about two different people.")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told, "id_token": proved})

    def _read(self, app, id_token: str) -> dict:
        if jwt.get_unverified_header(id_token).get("alg") not in SIGNED_WITH:
            raise OAuth2Error("The identity token is not signed with a key pair.")
        claims = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not self.nonce or not secrets.compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("The identity token answers another question.")
        return claims


class _SendOut(OAuth2LoginView):
    def dispatch(self, request, *args, **kwargs):
        provider = self.get_provider()
        provider.oauth2_adapter_class = Organisation
        try:
            if request.method != "POST":
                return super().dispatch(request, *args, **kwargs)
            asked = provider.get_redirect_from_request_kwargs(request)
            nonce = secrets.token_urlsafe(24)
            # Neither parameters nor scopes of the address are passed on: what is asked for is the portal's to say.
            return provider.redirect(
                request,
                "login",
                next_url=asked.get("next_url"),
                scope=provider.get_scope(),
                auth_params={**provider.get_auth_params(), "nonce": nonce},
                nonce=nonce,
            )
        except NO_USE as error:
            return render_authentication_error(request, provider, exception=error)


class _ComeBack(OAuth2CallbackView):
    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except NO_USE as error:
            return render_authentication_error(request, self.adapter.get_provider(), exception=error)

    def _get_state(self, request, provider):
        state, answer = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, answer


def _view(kind):
    @login_not_required
    def view(request, provider_id):
        adapter = Organisation(request, provider_id)
        try:
            adapter.get_provider()
        except SocialApp.DoesNotExist as error:
            raise Http404 from error
        return kind.adapter_view(adapter)(request)

    return view


send_out = _view(_SendOut)
come_back = _view(_ComeBack)
