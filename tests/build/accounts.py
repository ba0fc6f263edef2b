"""People of every kind, made by the real moves, and the registers."""

import os
from datetime import date
from io import StringIO
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts import actions, invitations, roles
from accounts.models import Area, AreaCode, Grouping, NpmMembership, Organisation, User

_number = count(1)
PASSWORD = "correct horse battery staple"


#: What the registers consist of, in an order in which it can be put down.
_REGISTERS = [
    model._meta.db_table
    for model in (
        Area, AreaCode, Organisation, Organisation.areas.through, Grouping, Grouping.areas.through,
        Grouping.organisations.through, NpmMembership,
    )
]  # fmt: skip
#: The rows of each of these tables, as this process has read them out of the registers' files.
_rows: dict[str, str] = {}


def registers() -> None:
    """The real registers, once a test. Their files are read once a process; after that their rows are put down again.

    No number is given twice by a sequence, whatever was rolled back, so that the rows keep theirs.
    """
    if Area.objects.exists():
        return
    if Organisation.objects.exists() or Grouping.objects.exists():
        # A body of the test's own may be one of a register: the reading finds that out.
        call_command("load_registers", stdout=StringIO())
        return
    with connection.cursor() as cursor:
        if not _rows:
            call_command("load_registers", stdout=StringIO())
            for table in _REGISTERS:
                cursor.execute(f"SELECT json_agg(one ORDER BY id)::text FROM {table} one")
                _rows[table] = cursor.fetchone()[0]
            return
        for table, rows in _rows.items():
            cursor.execute(f"INSERT INTO {table} SELECT * FROM json_populate_recordset(NULL::{table}, %s)", [rows])


def person(
    name: str = "",
    *,
    organisation: Organisation | None = None,
    joined: bool = True,
    second_factor: bool = True,
    password: str | None = None,
    email: str = "",
) -> User:
    """Somebody without a role; who has joined signs in with a second factor, unless said otherwise."""
    number = next(_number)
    made = User.objects.create_user(
        email or f"person{number}@example.org", name or f"Person {number}", organisation=organisation, password=password
    )
    if joined:
        made.joined_at = timezone.now()
        made.save(update_fields=["joined_at"])
        if second_factor:
            has_second_factor(made)
    return made


def has_second_factor(person: User) -> str:
    """Give a person an authenticator app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def posted(role: type[roles.Role], **kwargs) -> User:
    """A person with a role for the whole portal."""
    made = person(**kwargs)
    actions.give_post(made, role, first=date(2020, 1, 1), by=None)
    return made


def administrator(**kwargs) -> User:
    return posted(roles.Administrator, **kwargs)


def invited(**kwargs) -> tuple[User, str]:
    """A person with an open invitation, and its one-time address."""
    made = person(joined=False, **kwargs)
    _, address = invitations.invite(made, by=None)
    return made, address


def passkey(person: User) -> Authenticator:
    """A passkey as a browser would have registered it, whose private half nobody keeps."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    known_as = os.urandom(16)
    made = AuthenticatorData.create(
        rp_id_hash=bytes(32),
        flags=AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT,
        counter=0,
        credential_data=AttestedCredentialData.create(bytes(16), known_as, public),
    )
    credential = {
        "id": websafe_encode(known_as),
        "rawId": websafe_encode(known_as),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
            ),
            "attestationObject": websafe_encode(AttestationObject.create("none", made, {})),
        },
        "clientExtensionResults": {},
    }
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": credential}
    )
