"""What stands between an account and whoever would like to be somebody else."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts import invitations, roles, sessions, tasks
from accounts.models import Invitation, User
from programmes import calendars
from scrutiny_portal.urls import urlpatterns  # noqa: F401  every form is imported by then
from tests.accounts.test_sessions import _age, _is_signed_in
from tests.accounts.test_signing_in import LOGIN, code_of, sign_in
from tests.build import accounts as build

pytestmark = pytest.mark.django_db


# --- Passwords -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "password",
    ["ScrutinyPortal2026!", "scrut1ny-p0rt4l", "Scottish Council 1234", "Care.Inspectorate.25", "WelcomeToMyPortal"],
)
def test_words_about_the_portal_are_no_password(password):
    with pytest.raises(ValidationError, match="what the portal is about|too common"):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        build.PASSWORD,
        "nothing but small letters",
        "384950271645",
        "!£$%^&*()_+@~#;:",
        "тихий океан и три кита",
        "a scrutiny of seven puffins",
        "x" * 20 + " y" * 22,
        "four spaces    in the middle",
        "🦦🦦🦦🦦🦦🦦🦦🦦🦦🦦🦦🦦",
    ],
)
def test_any_kind_of_signs_makes_a_password_and_a_long_one_too(client, password):
    validate_password(password)
    person, address = build.invited()
    client.get(address.removeprefix(settings.PORTAL_URL))
    client.post(reverse("join"), {"password": password, "again": password})
    client.logout()
    assert sign_in(client, person, password).url == "/work/"


def test_a_password_is_taken_as_it_was_typed(client):
    password = " Three Quiet Otters " + "long " * 15
    person = build.person(password=password, second_factor=False)
    for almost in (password.strip(), password.lower(), password[:72], password[:-2]):
        assert sign_in(client, person, almost).status_code == 200
    assert sign_in(client, person, password).status_code == 302


@pytest.mark.parametrize("password", ["short words", "password1234", "qwertyuiop123", "person.name@example.org"])
def test_short_common_and_own_words_are_no_password(password):
    person = User(email="person.name@example.org", name="Person Name")
    with pytest.raises(ValidationError):
        validate_password(password, person)


def test_password_fields_hide_what_is_typed_and_let_a_manager_fill_them(client):
    for address, names in ((LOGIN, {"password": "current-password"}),):
        page = client.get(address).content.decode()
        for name, word in names.items():
            field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
            assert 'type="password"' in field
            assert f'autocomplete="{word}"' in field
            assert "onpaste" not in page
    _, address = build.invited()
    page = client.get(address.removeprefix(settings.PORTAL_URL), follow=True).content.decode()
    for name in ("password", "again"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
        assert 'type="password"' in field
        assert 'autocomplete="new-password"' in field


def test_nobody_is_there_before_anybody_was_invited():
    assert not User.objects.exists()


# --- Second factor ---------------------------------------------------------------------------------------------------
def test_a_forgotten_password_does_not_go_round_the_second_factor(client):
    person = build.person(password=build.PASSWORD)
    tasks.send_password_reset(person.pk)
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    page = client.get(link.removeprefix(settings.PORTAL_URL), follow=True)
    new = {"password1": "five small islands", "password2": "five small islands"}
    client.post(page.redirect_chain[-1][0], new)
    assert not _is_signed_in(client)
    assert sign_in(client, person, "five small islands").url == reverse("mfa_authenticate")


def test_a_code_of_a_minute_ago_is_refused(client):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    person = build.person(password=build.PASSWORD, second_factor=False)
    secret = build.has_second_factor(person)
    sign_in(client, person)
    for steps in (-2, 2):
        stale = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
        assert client.post(reverse("mfa_authenticate"), {"code": stale}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"],
)
def test_a_change_of_sign_in_asks_again_who_it_is(client, name):
    person = build.person(password=build.PASSWORD, second_factor=False)
    secret = "" if name == "mfa_activate_totp" else build.has_second_factor(person)
    sign_in(client, person)
    if secret:
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse(name)).status_code in (200, 302)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 6 * 60
    session.save()
    assert "reauthenticate" in client.get(reverse(name)).url
    assert "reauthenticate" in client.post(reverse(name), {}).url


def test_showing_again_who_one_is_gives_the_session_another_key(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    sign_in(client, person)
    before = client.session.session_key
    client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert client.session.session_key == before
    client.post(reverse("account_reauthenticate"), {"password": build.PASSWORD})
    assert client.session.session_key != before
    assert _is_signed_in(client)
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = before
    assert not _is_signed_in(stolen)


@pytest.mark.django_db(transaction=True)  # the library tells of it once it is committed
def test_a_changed_second_factor_ends_the_other_sessions_and_not_this_one(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    other = Client()
    for each in (client, other):
        sign_in(each, person)
        assert _is_signed_in(each)
    page = client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(page.context["form"].secret)})
    assert Authenticator.objects.filter(user=person, type="totp").exists()
    assert _is_signed_in(client)
    assert not _is_signed_in(other)
    _age(client, began=12.1 * 3600)
    assert not _is_signed_in(client)  # it ends when it would have


# --- Sessions --------------------------------------------------------------------------------------------------------
def test_after_signing_out_the_old_key_opens_nothing(client):
    client.force_login(build.person())
    key = client.session.session_key
    client.post(reverse("account_logout"))
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not _is_signed_in(stolen)


def test_a_key_that_somebody_planted_is_not_taken(client):
    person = build.person(password=build.PASSWORD, second_factor=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "plantedplantedplantedplantedplan"
    sign_in(client, person)
    assert client.session.session_key != "plantedplantedplantedplantedplan"
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "plantedplantedplantedplantedplan"
    assert not _is_signed_in(stranger)


def test_signing_out_is_on_every_page_for_who_is_signed_in(client):
    client.force_login(build.person())
    for name in ("account", "account-details", "mfa_index", "your-work"):
        assert reverse("account_logout") in client.get(reverse(name)).content.decode()


def test_keys_are_long_and_never_the_same():
    person = build.person(joined=False)
    keys = []
    for _ in range(3):
        _, address = invitations.invite(person, by=None)
        keys += [address.rstrip("/").rpartition("/")[2], calendars.new_address(person).rpartition("/")[2][:-4]]
        client = Client()
        client.force_login(build.person())
        keys.append(client.session.session_key)
    assert len(set(keys)) == len(keys)
    # 22 signs out of 64, or 25 out of 36, hold 128 bits.
    assert all(len(key) >= 25 for key in keys)
    assert Invitation.objects.filter(nonce__regex="^[0-9a-f]{32}$").count() == 3


# --- Where one is sent, and by whom ----------------------------------------------------------------------------------
ELSEWHERE = [
    "https://elsewhere.example.org/",
    "//elsewhere.example.org/",
    "/\\elsewhere.example.org/",
    "\\\\elsewhere.example.org",
    "https:elsewhere.example.org",
    "javascript:alert(1)",
    "http://testserver@elsewhere.example.org/",
    "\thttps://elsewhere.example.org/",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_address_leads_to_another_site(client, target):
    person = build.person(password=build.PASSWORD, second_factor=False)
    answer = client.post(LOGIN, {"login": person.email, "password": build.PASSWORD, "next": target})
    assert answer.url == "/work/"
    client.post(reverse("account_reauthenticate"), {"password": build.PASSWORD, "next": target})
    for address in (LOGIN, reverse("account_reauthenticate"), reverse("account_change_password")):
        answer = client.get(address, {"next": target})
        assert "elsewhere" not in answer.headers.get("Location", "")
    out = client.post(reverse("account_logout"), {"next": target})
    assert out.url == "/"


def test_who_must_sign_in_comes_back_to_the_page_they_asked_for(client):
    answer = client.get(reverse("account"), {"q": "x"})
    assert parse_qs(urlsplit(answer.url).query) == {"next": ["/account/?q=x"]}


@pytest.mark.parametrize(
    "name", ["account_login", "account_reset_password", "join", "account-details", "sign-out-everywhere"]
)
def test_a_form_that_another_site_sends_is_refused(name):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(build.person(name="As Before"))
    answer = strict.post(
        reverse(name), {"name": "Changed", "csrfmiddlewaretoken": "x" * 32}, HTTP_ORIGIN="https://elsewhere.example.org"
    )
    assert answer.status_code == 403
    assert not User.objects.filter(name="Changed").exists()
    assert _is_signed_in(strict)


def test_nothing_is_changed_by_opening_an_address(client):
    administrator, person = build.administrator(), build.person()
    client.force_login(administrator)
    for name in ("disable", "second_factor", "enable"):
        client.get(f"/manage/people/{person.pk}/{name.replace('_', '-')}/")
    for name in ("invite-again", "withdraw-invitation"):
        assert client.get(reverse(f"manage:{name}", args=[person.pk])).status_code in (404, 405)
    assert client.get(reverse("sign-out-everywhere")).status_code == 405
    person.refresh_from_db()
    assert person.is_active
    assert _is_signed_in(client)


@pytest.mark.parametrize("headers", [{"HTTP_X_FORWARDED_FOR": "192.0.2.{0}"}, {"HTTP_X_REAL_IP": "192.0.2.{0}"}])
def test_nobody_gets_more_tries_by_claiming_to_come_from_elsewhere(client, headers):
    for number in range(30):
        said = {name: value.format(number) for name, value in headers.items()}
        client.post(LOGIN, {"login": f"x{number}@example.org", "password": ""}, **said)
    said = {name: value.format(99) for name, value in headers.items()}
    assert client.post(LOGIN, {"login": "y@example.org", "password": "z"}, **said).status_code == 429


def test_behind_a_proxy_its_word_counts_and_what_was_claimed_before_does_not(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        said = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{number}, 198.51.100.7"}
        client.post(LOGIN, {"login": f"x{number}@example.org", "password": ""}, **said)
    asked = {"login": "y@example.org", "password": "z"}
    assert client.post(LOGIN, asked, HTTP_X_FORWARDED_FOR="192.0.2.99, 198.51.100.7").status_code == 429
    assert client.post(LOGIN, asked, HTTP_X_FORWARDED_FOR="198.51.100.8").status_code == 200


# --- Only what was asked for -----------------------------------------------------------------------------------------
def test_a_form_changes_no_field_that_it_does_not_show(client):
    person = build.person(name="As Before")
    before = {field.attname: getattr(person, field.attname) for field in User._meta.concrete_fields}
    client.force_login(person)
    asked = {
        **dict.fromkeys(before, "1"),
        "name": "New Name",
        "phone": "01224 000000",
        "email": "administrator@example.org",
        "joined_at": "2020-01-01",
        "posts": roles.Administrator.slug,
        "role": roles.Administrator.slug,
        "is_superuser": "1",
        "is_staff": "1",
    }
    client.post(reverse("account-details"), asked)
    person.refresh_from_db()
    after = {name: getattr(person, name) for name in before}
    changed = {name for name in before if before[name] != after[name]} - {"last_login"}
    assert changed <= {"name", "phone", "job_title"}
    assert after["name"] == "New Name"
    assert not person.posts.exists()


def test_every_form_names_its_fields():
    """A form of “all fields” would let in whatever a model gets tomorrow."""
    ours = [config.name for config in apps.get_app_configs() if (settings.BASE_DIR / config.name).is_dir()]
    found = [form for form in _below(forms.ModelForm) if form.__module__.split(".")[0] in ours]
    assert len(found) >= 3
    for form in found:
        meta = getattr(form, "_meta", None)
        if meta and meta.model:
            assert meta.fields and meta.fields != forms.ALL_FIELDS, form
            assert not meta.exclude, form


def _below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def test_sessions_that_stay_do_not_outlive_their_day(client):
    person = build.person()
    client.force_login(person)
    client.get(reverse("account"))
    session = client.session
    sessions.end_others_of(person, session)
    session[sessions.BEGAN] = time.time() - 13 * 3600
    assert sessions.has_ended(session, person)
