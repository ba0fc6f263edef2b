"""What every page, model and table keeps, whoever writes the next one."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from audit import changes, told
from audit.trail import history_models
from tests.house.pages import every_address
from tests.house.rooms import present

#: Pages of libraries that say by themselves whom they let in; each with why that is enough.
SAY_IT_THEMSELVES = {
    "account_login": "signing in is for everybody",
    "account_logout": "asks, and signs out only whoever is signed in",
    "account_inactive": "says that an account is disabled; names nobody",
    "account_reauthenticate": "for who is signed in; the library sends others to sign in",
    "account_change_password": "for who is signed in; asks for the password of now",
    "account_set_password": "for who is signed in and has none",
    "account_reset_password": "for everybody, and answers everybody alike",
    "account_reset_password_done": "words only",
    "account_reset_password_from_key": "for who holds the key of the letter",
    "account_reset_password_from_key_done": "words only",
    "mfa_index": "for who is signed in, about themselves",
    "mfa_authenticate": "for who has given a password and not yet the second factor",
    "mfa_reauthenticate": "for who is signed in, about themselves",
    "mfa_activate_totp": "for who is signed in, about themselves",
    "mfa_deactivate_totp": "for who is signed in, about themselves; refused where a factor is needed",
    "mfa_list_webauthn": "for who is signed in, about themselves",
    "mfa_add_webauthn": "for who is signed in, about themselves",
    "mfa_login_webauthn": "signing in is for everybody",
    "mfa_reauthenticate_webauthn": "for who is signed in, about themselves",
    "mfa_remove_webauthn": "for who is signed in, about their own passkeys",
    "mfa_edit_webauthn": "for who is signed in, about their own passkeys",
    "mfa_view_recovery_codes": "for who is signed in, about themselves",
    "mfa_generate_recovery_codes": "for who is signed in, about themselves",
    "mfa_download_recovery_codes": "for who is signed in, about themselves",
    "socialaccount_login_cancelled": "words only",
    "socialaccount_login_error": "words only",
    "openid_connect_login": "sends to the organisation's sign-in; answers 404 where none is set up",
    "openid_connect_callback": "comes back from there, with what only that sign-in can have given",
}


def test_every_page_states_its_rule():
    silent = {address.name for address in every_address() if not hasattr(address.view, "rule")}
    assert silent == set(SAY_IT_THEMSELVES)


def _ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in present()]


def test_every_status_names_its_moves():
    wrong = []
    for model in _ours():
        names = {field.name for field in model._meta.concrete_fields}
        if "status" not in names or model in history_models():
            continue
        statuses = set(model.Status)
        moves = getattr(model, "MOVES", None)
        if moves is None:
            wrong.append(f"{model.__name__} has a status and no MOVES")
            continue
        if set(moves) != statuses:
            wrong.append(f"{model.__name__}.MOVES does not name {set(moves) ^ statuses}")
        if strange := {target for targets in moves.values() for target in targets} - statuses:
            wrong.append(f"{model.__name__}.MOVES leads to {strange}")
    assert wrong == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


#: Where a moment may stand without a person, or the other way round; each with why.
WHO_WITHOUT_WHEN = {
    "accounts.Invitation.withdrawn": "a newer invitation withdraws the older one, by nobody where the portal made it;"
    " a person without a moment is refused",
}


def _pairs(model):
    """(moment, person) fields of one deed: ``accepted_at`` beside ``accepted_by``."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    for name, moment in fields.items():
        if name.endswith(("_at", "_on")) and (person := fields.get(f"{name[:-3]}_by")):
            yield name[:-3], moment, person


def _named_by(condition) -> set[str]:
    found = set()
    for child in condition.children:
        found |= _named_by(child) if isinstance(child, models.Q) else {child[0].partition("__")[0]}
    return found


def test_who_and_when_stand_together():
    """A deed that may not have happened yet (its moment may be empty) has a person and a moment, or neither.

    The rule: where ``x_at`` may be null and ``x_by`` stands beside it, a check constraint of the model names both.
    Where the moment is never empty the deed has always happened, and an empty person means the portal itself.
    """
    wrong = []
    for model in _ours():
        if model in history_models():
            continue
        checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        for deed, moment, person in _pairs(model):
            if not moment.null or f"{model._meta.label}.{deed}" in WHO_WITHOUT_WHEN:
                continue
            if not any({moment.name, person.name} <= _named_by(check.condition) for check in checks):
                wrong.append(f"{model._meta.label}: {moment.name} and {person.name}")
    assert wrong == []


def _what_names_a_partnership(cursor, kind: str) -> set[str]:
    cursor.execute(
        "SELECT DISTINCT table_name FROM information_schema.columns JOIN information_schema.tables"
        " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = %s"
        " AND column_name IN ('participation_id', 'participation_ref')",
        [kind],
    )
    return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_view_of_somebodys_rows_asks_who_looks_and_is_only_looked_at():
    """A view sees with its owner's eyes, so it asks for itself, behind a barrier; and writing would go round the wall."""
    wrong = []
    with connection.cursor() as cursor:
        views = _what_names_a_partnership(cursor, "VIEW")
        for view in sorted(views):
            cursor.execute("SELECT reloptions, pg_get_viewdef(oid) FROM pg_class WHERE relname = %s", [view])
            options, definition = cursor.fetchone()
            if "security_barrier=true" not in (options or []) or "portal_participations()" not in definition:
                wrong.append(f"{view} does not ask who looks")
            cursor.execute(
                "SELECT privilege_type FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege_type"
                " WHERE has_table_privilege('portal_app', %s, privilege_type)"
                " OR privilege_type IN ('INSERT', 'UPDATE') AND has_any_column_privilege('portal_app', %s, privilege_type)",
                [view, view],
            )
            wrong += [f"{view} lets the application {privilege}" for (privilege,) in cursor.fetchall()]
    assert views
    assert wrong == []


@pytest.mark.django_db
def test_every_table_of_somebodys_stands_behind_the_wall():
    """What belongs to a partnership, and every history, is held by row-level security, for the owner too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
        walled = {name for (name,) in cursor.fetchall()}
        somebodys = _what_names_a_partnership(cursor, "BASE TABLE")
    histories = {model._meta.db_table for model in history_models()}
    assert somebodys
    assert sorted((somebodys | histories) - walled) == []


@pytest.mark.django_db
def test_nobody_changes_a_history():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.role_table_grants WHERE grantee = 'portal_app'"
            " AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') AND table_name = ANY(%s)",
            [[model._meta.db_table for model in history_models()] + ["audit_seal", "audit_look"]],
        )
        assert cursor.fetchall() == []


def test_every_queryset_that_pages_are_guarded_by_knows_who_asks():
    about = {address.view.about for address in every_address() if hasattr(address.view, "about")}
    assert about
    assert [model.__name__ for model in about if not hasattr(model._default_manager.all(), "visible_to")] == []


def test_every_field_that_has_a_history_is_told_in_words():
    """Those who read the trail are no programmers: no name of a field, and no “at”, “id” or “ref” that ends one."""
    silent = []
    for history in history_models():
        model = history.pgh_tracked_model
        for field in changes.fields(history):
            words = told.words_of(model, field.name)
            if not words or "_" in words or words.split()[-1].lower() in {"at", "id", "ref", "of"}:
                silent.append(f"{model._meta.label}.{field.name}: {words}")
    assert silent == []


def test_no_words_stand_for_a_field_that_is_not_there():
    idle = []
    for history in history_models():
        model = history.pgh_tracked_model
        names = {field.name for field in changes.fields(history)}
        idle += [f"{model._meta.label}.{name}" for name in told.of_its_own[model] if name not in names]
    assert idle == []
