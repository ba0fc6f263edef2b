"""Signing in: password, second factor, limits, forgotten passwords."""

import time
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import NoReverseMatch, reverse

from accounts import actions, roles, tasks
from accounts.models import User
from tests.build import accounts as build

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, person, password=build.PASSWORD):
    return client.post(LOGIN, {"login": person.email, "password": password})


def test_a_password_alone_is_not_enough_where_there_is_a_second_factor(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    secret = build.has_second_factor(person)
    assert sign_in(client, person).url == reverse("mfa_authenticate")
    # Nobody is offered a passkey who has none.
    assert "Use your passkey" not in client.get(reverse("mfa_authenticate")).content.decode()
    assert client.get(reverse("account")).status_code == 302
    assert "not right" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == "/work/"
    assert client.get(reverse("account")).status_code == 200


def test_a_code_works_once(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    secret = build.has_second_factor(person)
    code = code_of(secret)
    sign_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.logout()
    sign_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_whose_role_needs_a_second_factor_sets_it_up_before_anything_else(client):
    person = build.posted(roles.Communications, second_factor=False, password=build.PASSWORD)
    sign_in(client, person)
    answer = client.get(reverse("account"))
    assert answer.url == reverse("mfa_index")
    assert "Set up your second factor" in client.get(answer.url).content.decode()

    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml;base64," in page.content.decode()
    secret = page.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("account")).status_code == 200
    codes = client.get(done.url).context["unused_codes"]
    assert len(codes) == 10

    client.logout()
    sign_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).url == "/work/"


def test_whose_role_needs_none_goes_straight_on(client):
    person = build.person(second_factor=False, password=build.PASSWORD)
    assert sign_in(client, person).url == "/work/"
    assert client.get(reverse("account")).status_code == 200


def test_a_room_higher_up_can_ask_for_a_second_factor(client, monkeypatch):
    from accounts import second_factor

    person = build.person(second_factor=False)
    client.force_login(person)
    assert client.get(reverse("account")).status_code == 200
    monkeypatch.setattr(second_factor, "needs_it", [lambda user: user == person])
    assert client.get(reverse("account")).url == reverse("mfa_index")


def test_the_last_second_factor_stays_where_it_is_needed(client):
    person = build.administrator()
    client.force_login(person)
    with mock.patch("accounts.adapter.InvitationOnly.is_reauthentication_required", return_value=False):
        page = client.post(reverse("mfa_deactivate_totp")).content.decode()
        assert "Set up another before this goes" in page
        build.passkey(person)
        assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=person, type="totp").exists()


@pytest.mark.parametrize("needed", [True, False])
def test_the_last_passkey_stays_where_it_is_needed(client, needed):
    person = build.posted(roles.Communications, second_factor=False) if needed else build.person(second_factor=False)
    key = build.passkey(person)
    client.force_login(person)
    with mock.patch("accounts.adapter.InvitationOnly.is_reauthentication_required", return_value=False):
        client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
        assert Authenticator.objects.filter(pk=key.pk).exists() is needed
        if needed:
            build.has_second_factor(person)
            client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
            assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_takes_off_or_renames_anothers_passkey(client):
    key = build.passkey(build.person())
    client.force_login(build.person())
    with mock.patch("accounts.adapter.InvitationOnly.is_reauthentication_required", return_value=False):
        for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            assert client.post(reverse(name, args=[key.pk]), {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get(pk=key.pk).wrap().name == "Laptop"


def test_a_secret_of_a_second_factor_is_kept_encrypted():
    person = build.person(second_factor=False)
    secret = build.has_second_factor(person)
    kept = Authenticator.objects.get(user=person)
    assert secret not in str(kept.data)
    assert TOTP(kept).validate_code(code_of(secret))


def test_an_older_secret_key_still_opens_what_it_locked(settings):
    person = build.person(second_factor=False)
    secret = build.has_second_factor(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key"
    assert TOTP(Authenticator.objects.get(user=person)).validate_code(code_of(secret))


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, known):
    person = build.person(password=build.PASSWORD)
    email = person.email if known else "nobody@example.org"
    page = client.post(LOGIN, {"login": email, "password": "not the one at all"})
    assert "do not belong together" in page.content.decode()


def test_a_disabled_account_cannot_sign_in(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    actions.disable(person, by=build.administrator())
    assert sign_in(client, person).url == reverse("account_inactive")
    assert client.get(reverse("account")).status_code == 302


def test_tries_are_limited_before_a_password_is_hashed(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    for _ in range(5):
        client.post(LOGIN, {"login": person.email, "password": "wrong"})
    with (
        mock.patch.object(User, "check_password") as hashed,
        mock.patch("django.contrib.auth.hashers.make_password") as made,
    ):
        page = sign_in(client, person)  # even the right one
    assert not hashed.called
    assert not made.called
    assert "Wait five minutes" in page.content.decode()


def test_too_many_tries_from_one_place_get_the_429_page(client):
    for number in range(30):
        client.post(LOGIN, {"login": f"x{number}@example.org", "password": ""})
    page = client.post(LOGIN, {"login": "y@example.org", "password": "z"})
    assert page.status_code == 429
    assert "Too many tries" in page.content.decode()


def test_codes_cannot_be_guessed_for_long(client):
    person = build.person(password=build.PASSWORD)
    sign_in(client, person)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Too many" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()


def test_signing_in_goes_on_to_no_other_site(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    answer = client.post(
        f"{LOGIN}?next=https://elsewhere.example.org/", {"login": person.email, "password": build.PASSWORD}
    )
    assert answer.url == "/work/"


def test_the_session_gets_a_new_key_when_somebody_signs_in(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    client.get(reverse("mfa_login_webauthn"))
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client, person)
    assert client.cookies["sessionid"].value != before


# --- Forgotten passwords ---------------------------------------------------------------------------------------------
def test_a_forgotten_password_is_set_anew_by_a_link(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    tasks.send_password_reset(person.pk)
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    page = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    address = page.redirect_chain[-1][0]
    assert "set-password" in address  # the key does not stay in the address
    new = {"password1": "five small islands", "password2": "five small islands"}
    assert client.post(address, new).status_code == 302
    assert sign_in(client, person, "five small islands").url == "/work/"
    assert "does not work" in client.get(link.removeprefix("http://localhost:8000"), follow=True).content.decode()


@pytest.mark.parametrize("who", ["joined", "invited", "disabled", "unknown"])
def test_asking_for_a_link_tells_nobody_whether_the_address_is_known(client, who, django_capture_on_commit_callbacks):
    email = "nobody@example.org"
    if who != "unknown":
        person = build.person(joined=who != "invited", second_factor=False)
        email = person.email
        if who == "disabled":
            actions.disable(person, by=build.administrator())
    with (
        mock.patch.object(tasks.send_password_reset, "apply_async") as sent,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.url == reverse("account_reset_password_done")
    assert sent.called == (who == "joined")


def test_a_link_is_sent_at_once_where_no_broker_answers(client, django_capture_on_commit_callbacks):
    from kombu.exceptions import OperationalError

    person = build.person(second_factor=False)
    with (
        mock.patch.object(tasks.send_password_reset, "apply_async", side_effect=OperationalError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        client.post(reverse("account_reset_password"), {"email": person.email})
    assert len(mail.outbox) == 1


def test_changing_a_password_asks_for_the_old_one_ends_other_sessions_and_is_told(
    client, django_capture_on_commit_callbacks
):
    from django.test import Client

    person = build.person(password=build.PASSWORD, second_factor=False)
    sign_in(client, person)
    other = Client()
    sign_in(other, person)
    new = {"oldpassword": "wrong", "password1": "five small islands", "password2": "five small islands"}
    assert client.post(reverse("account_change_password"), new).status_code == 200
    with (
        mock.patch.object(tasks.tell_of_a_change, "apply_async") as told,
        django_capture_on_commit_callbacks(execute=True),
    ):
        assert (
            client.post(reverse("account_change_password"), {**new, "oldpassword": build.PASSWORD}).status_code == 302
        )
    assert told.call_args.args[0] == ("account/email/password_changed", person.pk)
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302


def test_every_change_of_sign_in_has_words_for_its_letter():
    person = build.person()
    for what, sentence in tasks.CHANGES.items():
        tasks.tell_of_a_change(what, person.pk)
        assert sentence in mail.outbox[-1].body


# --- What there is not -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "socialaccount_signup", "socialaccount_connections"]
)
def test_nobody_signs_up_or_changes_their_address_by_themselves(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_is_a_press_not_a_link(client):
    client.force_login(build.person())
    client.get(reverse("account_logout"))
    assert client.get(reverse("account")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("account")).status_code == 302


def test_a_lost_second_factor_is_taken_off_by_an_administrator_and_told(client, django_capture_on_commit_callbacks):
    person, administrator = build.posted(roles.Communications), build.administrator()
    with (
        mock.patch.object(tasks.tell_of_a_change, "apply_async") as told,
        django_capture_on_commit_callbacks(execute=True),
    ):
        actions.reset_second_factor(person, by=administrator)
    assert told.called
    client.force_login(person)
    session = client.session
    session["began"] = time.time() + 1
    session.save()
    assert client.get(reverse("account")).url == reverse("mfa_index")
