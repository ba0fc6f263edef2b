"""Who may open what in ``accounts``: the sign-in library's pages, one's own account, people and registers."""

from django.forms.models import model_to_dict
from django.utils import timezone

from tests.build.accounts import PASSWORD
from tests.house.matrix.people import (
    ADMINISTRATOR,
    COORDINATOR,
    EVERYBODY,
    GOVERNANCE,
    OWES_A_FACTOR,
    PASSING,
    SIGNED_IN,
    SIGNED_OUT,
)
from tests.house.matrix.rows import GONE, MOVED, NOT_THERE, NOTHING, OK, Row, Thing, deed, for_everybody, form, page
from tests.house.matrix.world import typed

#: Whoever is signed in, also before they have set up what they owe: these are the pages to do so.
WITH_A_SESSION = SIGNED_IN | {OWES_A_FACTOR}
#: The library sends whoever has not signed in to do so, by either method.
TO_SIGN_IN = dict.fromkeys(SIGNED_OUT, MOVED)
#: Whoever has an authenticator app is led on to the page that takes it off; whoever has none finds nothing to take off.
HAVE_ONE = dict.fromkeys(SIGNED_IN, MOVED)
HAS_NONE = {OWES_A_FACTOR: NOT_THERE}
#: Those who see nothing of anybody else's today, and the co-ordinator, who has a passkey too, may take an app off.
CAN_SPARE_IT = {*PASSING, COORDINATOR}


def library(name: str, about: Thing = NOTHING, *, get=OK, post=None, **more) -> Row:
    """A page of the sign-in library for whoever is signed in, about themselves."""
    more = {"by": WITH_A_SESSION, "instead": TO_SIGN_IN, **more}
    return Row(name, about, get=get, post=post, **more)


def of_administrators(
    name: str, thing: str = "", *, sends=None, get=OK, post=MOVED, seen_by=frozenset({ADMINISTRATOR})
):
    """A page of the administrators: to the others it is not there."""
    about = Thing(lambda world: world.pk(thing) if thing else [], seen_by)
    return Row(
        name,
        about,
        {ADMINISTRATOR},
        get=get,
        post=post if sends or get is None else None,
        sends=sends or (lambda world: {}),
    )


def nothing(world) -> dict:
    """A button."""
    return {}


def as_it_is(row) -> dict:
    """A form with what stands in it."""
    return {name: value for name, value in model_to_dict(row).items() if isinstance(value, str | int)}


#: The co-ordinator's passkey, named in the address: nobody else's business.
PASSKEY = Thing(lambda world: world.pk("passkey"), set())
KEY = Thing(lambda world: ["1", "not-a-key"], set())
ELSEWHERE = Thing(lambda world: ["organisation"], set())
INVITATION = Thing(lambda world: [world.token], set())

ROWS = [
    # --- Signing in: for whoever has not, and onwards for whoever has ------------------------------------------------
    form(
        "account_login",
        by=SIGNED_OUT,
        sends=nothing,
        post=OK,
        instead=dict.fromkeys(WITH_A_SESSION, MOVED),
    ),
    library("account_logout", post=MOVED),
    for_everybody("account_inactive"),
    for_everybody("account_reset_password", post=OK),
    for_everybody("account_reset_password_done"),
    for_everybody("account_reset_password_from_key", KEY, absent=(OK, OK)),
    for_everybody("account_reset_password_from_key_done"),
    for_everybody("socialaccount_login_cancelled"),
    for_everybody("socialaccount_login_error", get=401, why="says that signing in elsewhere failed"),
    # Signing in by one's organisation is not set up here.
    for_everybody("openid_connect_login", ELSEWHERE, get=NOT_THERE, post=NOT_THERE, why="not set up"),
    for_everybody("openid_connect_callback", ELSEWHERE, get=NOT_THERE, post=NOT_THERE, why="not set up"),
    # Comes between a password and a session: whoever has given no password is led to do so.
    for_everybody("mfa_authenticate", get=MOVED, post=MOVED),
    for_everybody("mfa_login_webauthn", get=MOVED, post=MOVED),
    # --- Oneself, on the library's pages -----------------------------------------------------------------------------
    library("account_reauthenticate", sends=nothing, post=OK),
    library("account_change_password", sends=nothing, post=OK),
    library("account_set_password", get=MOVED, post=MOVED),
    library("mfa_index"),
    library("mfa_reauthenticate", by=SIGNED_IN, sends=nothing, post=OK, instead={**TO_SIGN_IN, OWES_A_FACTOR: MOVED}),
    library("mfa_activate_totp", by={OWES_A_FACTOR}, sends=nothing, post=OK, instead=HAVE_ONE | TO_SIGN_IN),
    library(
        "mfa_deactivate_totp",
        by=SIGNED_IN,
        instead=TO_SIGN_IN | HAS_NONE,
        asked_by=EVERYBODY - CAN_SPARE_IT,
        sends=nothing,
        post=OK,
    ),
    library(
        "mfa_deactivate_totp",
        by=CAN_SPARE_IT,
        instead=TO_SIGN_IN,
        asked_by=CAN_SPARE_IT | SIGNED_OUT,
        sends=nothing,
        post=MOVED,
        case="by whoever can spare it",
    ),
    library("mfa_list_webauthn"),
    library("mfa_add_webauthn", sends=nothing, post=OK),
    library("mfa_reauthenticate_webauthn", by={COORDINATOR}, instead=dict.fromkeys(EVERYBODY, MOVED), post=MOVED),
    library("mfa_remove_webauthn", PASSKEY, by={COORDINATOR}, instead=TO_SIGN_IN | HAS_NONE, sends=nothing, post=MOVED),
    library(
        "mfa_edit_webauthn",
        PASSKEY,
        by={COORDINATOR},
        instead=TO_SIGN_IN | HAS_NONE,
        sends=lambda world: {"name": "Desk"},
        post=MOVED,
    ),
    library("mfa_view_recovery_codes", by=SIGNED_IN, instead=TO_SIGN_IN | HAS_NONE),
    library("mfa_generate_recovery_codes", sends=nothing, post=MOVED, asked_by=EVERYBODY - {OWES_A_FACTOR}),
    library("mfa_download_recovery_codes", by=SIGNED_IN, instead=TO_SIGN_IN | HAS_NONE),
    # --- Coming in ---------------------------------------------------------------------------------------------------
    # The address of the letter leads on at once, right or wrong, so that the token stays in no history.
    for_everybody("invitation", INVITATION, get=MOVED, absent=(MOVED,)),
    form(
        "join",
        by=SIGNED_OUT,
        after=lambda world: [("invitation", [world.token])],
        sends=lambda world: {"password": PASSWORD, "again": PASSWORD},
        # Whoever is signed in as somebody is told so, and joins nobody.
        instead=dict.fromkeys(WITH_A_SESSION, OK),
        guarded=False,
    ),
    for_everybody("join", get=GONE, post=GONE, why="no invitation is held", case="without an invitation"),
    # --- Oneself -----------------------------------------------------------------------------------------------------
    page("account", by=SIGNED_IN),
    form("account-details", by=SIGNED_IN, sends=lambda world: {"name": "New Name"}),
    deed("sign-out-everywhere", by=SIGNED_IN),
    # --- A demonstration ---------------------------------------------------------------------------------------------
    for_everybody("demo"),
    # Nobody real can be become, whoever asks.
    for_everybody(
        "demo-sign-in",
        get=None,
        post=NOT_THERE,
        sends=lambda world: {"person": world.people[ADMINISTRATOR].pk},
        why="somebody real",
        case="somebody real",
    ),
    for_everybody("demo-sign-in", get=None, post=MOVED, sends=lambda world: {"person": world.invented.pk}),
    # --- Managing ----------------------------------------------------------------------------------------------------
    page("manage:index", by={ADMINISTRATOR, GOVERNANCE}),
    of_administrators("manage:people"),
    of_administrators("manage:people-csv"),
    of_administrators(
        "manage:invite",
        sends=lambda world: {"email": "one.more@example.org", "name": "One More", "organisation": world.body.pk},
    ),
    of_administrators("manage:person", "somebody"),
    of_administrators("manage:person-details", "somebody", sends=lambda world: {"name": "Named Anew"}),
    of_administrators("manage:invite-again", "invited", get=None),
    of_administrators("manage:disable", "somebody", sends=nothing),
    of_administrators("manage:enable", "gone", sends=nothing),
    of_administrators("manage:reset-second-factor", "somebody", sends=nothing),
    of_administrators(
        "manage:give-post",
        "somebody",
        sends=lambda world: {"role": "communications", **typed("first", timezone.localdate())},
    ),
    of_administrators(
        "manage:declare-tie",
        "somebody",
        sends=lambda world: {"organisation": world.ours.partnership.organisations.first().pk, "reason": "A cousin."},
    ),
    of_administrators("manage:end-post", "post", sends=nothing),
    of_administrators("manage:end-tie", "tie", sends=nothing),
    of_administrators("manage:withdraw-invitation", "invitation", get=None),
    of_administrators("manage:organisations"),
    of_administrators("manage:areas"),
    # The registers are public: whoever may not change them is refused, rather than told that they are not there.
    of_administrators("manage:organisation", "body", sends=lambda world: as_it_is(world.body), seen_by=SIGNED_IN),
    of_administrators("manage:area", "area", sends=lambda world: as_it_is(world.area), seen_by=SIGNED_IN),
]
