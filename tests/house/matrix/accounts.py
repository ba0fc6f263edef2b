"""Who may open what in ``accounts``: the sign-in pages, one's own account, people and registers."""

from accounts import actions, invitations, roles
from accounts.models import Area, Organisation
from tests.build import accounts as build
from tests.house.matrix import (
    ADMINISTRATOR,
    EVERYBODY,
    GONE,
    LEAD,
    MOVED,
    NOT_ALLOWED,
    NOT_THERE,
    OK,
    POSTED,
    PUBLIC,
    REFUSED,
    SIGNED_IN,
    SUPPORT,
    Row,
)


def prepare(world) -> None:
    administrator = world.people[ADMINISTRATOR]
    somebody = build.person("Some Body")
    gone = build.person("Somebody Gone")
    actions.disable(gone, by=administrator)
    waiting, address = build.invited(name="Somebody Waiting")
    body = Organisation.objects.get(code="hmics")
    world.things |= {
        "somebody": somebody,
        "gone": gone,
        "waiting": waiting,
        "token": address.rstrip("/").rpartition("/")[2],
        "invitation": waiting.invitations.get(),
        "post": actions.give_post(somebody, roles.PanelMember, by=administrator),
        "tie": actions.declare_tie(somebody, body, "worked there", by=administrator),
        "body": body,
        "area": Area.objects.get(slug="moray"),
    }
    assert invitations.find(world.things["token"])


def _pk(thing):
    return lambda world: [world.things[thing].pk]


def _administrators(name, thing=None, **more):
    """A page of the administrators: to the others it is not there; a row that they do not see, neither."""
    return Row(name, by={ADMINISTRATOR}, args=_pk(thing) if thing else lambda world: [], **more)


ROWS = [
    # --- Signing in: for everybody, and onwards for whoever has
    Row("account_login", by={PUBLIC}, get=OK, post=OK, otherwise=MOVED),
    Row("account_logout", by=SIGNED_IN, get=OK, post=MOVED, public=MOVED),
    Row("account_inactive", by=EVERYBODY, get=OK),
    Row("account_reauthenticate", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED),
    Row("account_change_password", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED),
    Row("account_set_password", by=SIGNED_IN, get=OK, post=OK, public=MOVED),
    Row("account_reset_password", by=EVERYBODY, get=OK, post=OK),
    Row("account_reset_password_done", by=EVERYBODY, get=OK),
    Row("account_reset_password_from_key", by=EVERYBODY, get=OK, post=OK, args=lambda world: ["1", "not-a-key"]),
    Row("account_reset_password_from_key_done", by=EVERYBODY, get=OK),
    Row("mfa_index", by=SIGNED_IN, get=OK, public=MOVED),
    Row("mfa_authenticate", by=EVERYBODY, get=MOVED, post=MOVED),
    Row("mfa_reauthenticate", by=SIGNED_IN, get=OK, post=OK, public=MOVED),
    Row("mfa_activate_totp", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED),
    Row("mfa_deactivate_totp", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED),
    Row("mfa_list_webauthn", by=SIGNED_IN, get=OK, public=MOVED),
    Row("mfa_add_webauthn", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED),
    Row("mfa_login_webauthn", by=EVERYBODY, get=MOVED, post=MOVED),
    Row("mfa_reauthenticate_webauthn", by=SIGNED_IN, get=OK, post=MOVED, public=MOVED),
    Row("mfa_remove_webauthn", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED, args=lambda world: [1]),
    Row("mfa_edit_webauthn", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED, args=lambda world: [1]),
    Row("mfa_view_recovery_codes", by=SIGNED_IN, get=NOT_THERE, public=MOVED),
    Row("mfa_generate_recovery_codes", by=SIGNED_IN, get=MOVED, post=MOVED, public=MOVED),
    Row("mfa_download_recovery_codes", by=SIGNED_IN, get=NOT_THERE, public=MOVED),
    Row("socialaccount_login_cancelled", by=EVERYBODY, get=OK),
    Row("socialaccount_login_error", by=EVERYBODY, get=OK),
    # Sign-in by one's organisation is off.
    Row("openid_connect_login", by=EVERYBODY, get=NOT_THERE, post=NOT_THERE, args=lambda world: ["organisation"]),
    Row("openid_connect_callback", by=EVERYBODY, get=NOT_THERE, post=NOT_THERE, args=lambda world: ["organisation"]),
    # --- Coming in
    Row("invitation", by=EVERYBODY, get=MOVED, args=lambda world: [world.things["token"]]),
    Row("join", by=EVERYBODY, get=GONE, post=GONE),
    # --- Oneself
    Row("account", by=SIGNED_IN, get=OK),
    Row("account-details", by=SIGNED_IN, get=OK, post=MOVED, data=lambda world: {"name": "New Name"}),
    Row("sign-out-everywhere", by=SIGNED_IN, get=NOT_ALLOWED, post=MOVED),
    # --- A demonstration
    Row("demo", by=EVERYBODY, get=OK),
    Row(
        "demo-sign-in",
        by=EVERYBODY,
        get=NOT_ALLOWED,
        post=NOT_THERE,  # nobody real can be become, whoever asks
        data=lambda world: {"person": world.people[ADMINISTRATOR].pk},
    ),
    # --- Managing
    Row("manage:index", by={*POSTED, SUPPORT, LEAD}, get=OK),
    _administrators("manage:people"),
    _administrators("manage:people-csv"),
    _administrators("manage:invite", post=OK),
    _administrators("manage:person", "somebody"),
    _administrators("manage:person-details", "somebody", post=OK),
    _administrators("manage:invite-again", "waiting", get=NOT_ALLOWED, post=OK),
    _administrators("manage:disable", "somebody", post=MOVED),
    _administrators("manage:enable", "gone", post=MOVED),
    _administrators("manage:reset-second-factor", "somebody", post=MOVED),
    _administrators("manage:give-post", "somebody", post=OK),
    _administrators("manage:declare-tie", "somebody", post=OK),
    _administrators("manage:end-post", "post", post=MOVED),
    _administrators("manage:end-tie", "tie", post=MOVED),
    _administrators("manage:withdraw-invitation", "invitation", get=NOT_ALLOWED, post=MOVED),
    _administrators("manage:organisations"),
    _administrators("manage:areas"),
    # The registers are public, so whoever may not change them is refused rather than told that they are not there.
    _administrators("manage:organisation", "body", post=OK, otherwise=REFUSED),
    _administrators("manage:area", "area", post=OK, otherwise=REFUSED),
]
