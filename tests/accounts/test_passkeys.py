"""A passkey from its first day to its last, in a browser with an authenticator that exists in the browser alone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts import roles
from accounts.models import User
from tests.browser import (
    WIDTHS,
    axe,
    each,
    measured,
    next_page,
    no_sideways_scroll,
    opened,
    said,
    screenshot,
    sticking_out,
)
from tests.build import accounts as build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person():
    return build.posted(
        roles.Communications,
        name="Ailsa Craig",
        email="ailsa@example.org",
        second_factor=False,
        password=build.PASSWORD,
    )


def with_device(page, *, verifies: bool = True):
    """Give the browser a device that holds passkeys; it agrees to everything, or does not know its owner."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verifies,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return device, made["authenticatorId"]


def sign_in(page, url, person):
    page.goto(url + reverse("account_login"))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(build.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page, url):
    page.goto(url + reverse("account_logout"))
    with next_page(page):
        page.get_by_role("main").get_by_role("button", name=re.compile("Sign out")).click()
    page.wait_for_url(url + "/")


def looks_right(page, name):
    screenshot(page, name)
    assert axe(page) == []
    assert no_sideways_scroll(page), sticking_out(page)
    unseen = "() => [...document.images].filter(picture => !picture.naturalWidth).map(picture => picture.alt)"
    assert measured(page, unseen) == []
    assert "object at 0x" not in measured(page, "document.documentElement.outerHTML")


def add_passkey(page, url, *, name="Work laptop", alone=False):
    page.goto(url + reverse("mfa_add_webauthn"))
    page.get_by_label("Name of this passkey").fill(name)
    if alone:
        page.get_by_text("Sign in with this passkey alone").click()
    page.get_by_role("button", name="Add the passkey").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_is_set_up_used_and_kept_while_it_is_the_only_one(width, live_server, chromium, person):
    url = live_server.url
    with opened(chromium, width=width) as page:
        with_device(page)
        sign_in(page, url, person)
        page.wait_for_url(url + reverse("mfa_index"))
        expect(page.get_by_role("heading", name="Set up your second factor")).to_be_visible()
        looks_right(page, "second-factor-owed")
        page.goto(url + reverse("mfa_activate_totp"))
        looks_right(page, "second-factor-app")

        page.goto(url + reverse("mfa_add_webauthn"))
        looks_right(page, "passkey-add")
        add_passkey(page, url)
        page.wait_for_url(url + reverse("mfa_view_recovery_codes"))
        codes = [said(code) for code in each(page.locator(".codes code"), 10)]
        looks_right(page, "recovery-codes")
        page.get_by_role("link", name="I have kept them").click()
        page.wait_for_url(url + "/work/")

        sign_out(page, url)
        sign_in(page, url, person)
        page.wait_for_url(url + reverse("mfa_authenticate"))
        looks_right(page, "second-factor-asked")
        page.get_by_role("button", name="Use your passkey").click()
        page.wait_for_url(url + "/work/")

        page.goto(url + reverse("mfa_index"))
        looks_right(page, "second-factor-set-up")
        page.get_by_role("link", name="See your passkeys").click()
        expect(page.get_by_text("last used")).to_be_visible()
        looks_right(page, "passkeys")
        page.get_by_role("link", name="Take off Work laptop").click()
        expect(page.get_by_text("It is your only second factor")).to_be_visible()
        looks_right(page, "passkey-must-stay")
        expect(page.get_by_role("button", name="Take it off")).to_have_count(0)
        assert _has_passkeys(person) == 1

        sign_out(page, url)
        sign_in(page, url, person)
        page.get_by_label("Recovery code").fill(codes[0])
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(url + "/work/")
        sign_out(page, url)
        sign_in(page, url, person)
        page.get_by_label("Recovery code").fill(codes[0])
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("This code is not right").first).to_be_visible()
        looks_right(page, "second-factor-refused")


def test_goes_once_there_is_another(live_server, chromium, person):
    url = live_server.url
    with opened(chromium) as page:
        device, first = with_device(page)
        sign_in(page, url, person)
        page.wait_for_url(url + reverse("mfa_index"))
        add_passkey(page, url, name="Old laptop")
        page.wait_for_url(url + reverse("mfa_view_recovery_codes"))
        device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": first})
        with_device(page)
        add_passkey(page, url, name="New laptop")
        page.wait_for_url(url + reverse("mfa_index"))
        page.goto(url + reverse("mfa_list_webauthn"))
        page.get_by_role("link", name="Take off Old laptop").click()
        page.get_by_role("button", name="Take it off").click()
        page.wait_for_url(url + reverse("mfa_list_webauthn"))
        expect(page.get_by_role("main")).to_contain_text("New laptop", use_inner_text=True)
        expect(page.get_by_role("main")).not_to_contain_text("Old laptop", use_inner_text=True)
        assert _has_passkeys(person) == 1
        page.get_by_role("link", name="Rename New laptop").click()
        page.get_by_label("Name of this passkey").fill("My laptop")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("My laptop").first).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_signs_in_alone_where_it_was_made_for_that(width, live_server, chromium, person):
    url = live_server.url
    with opened(chromium, width=width) as page:
        with_device(page)
        sign_in(page, url, person)
        page.wait_for_url(url + reverse("mfa_index"))
        add_passkey(page, url, alone=True)
        page.wait_for_url(url + reverse("mfa_view_recovery_codes"))
        sign_out(page, url)
        page.goto(url + reverse("account_login"))
        looks_right(page, "sign-in-with-passkey")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url(url + "/work/")


@pytest.mark.parametrize("step", ["adding", "signing in"])
def test_a_device_that_does_not_know_its_owner_is_said_in_words(step, live_server, chromium, person):
    url = live_server.url
    with opened(chromium) as page:
        device, made = with_device(page)
        sign_in(page, url, person)
        page.wait_for_url(url + reverse("mfa_index"))
        if step == "adding":
            device.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": False})
            add_passkey(page, url, alone=True)
        else:
            add_passkey(page, url, alone=True)
            page.wait_for_url(url + reverse("mfa_view_recovery_codes"))
            sign_out(page, url)
            device.send("WebAuthn.setUserVerified", {"authenticatorId": made, "isUserVerified": False})
            page.goto(url + reverse("account_login"))
            page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("The passkey was not used")).to_be_visible()
        assert _has_passkeys(person) == (step == "signing in")


def test_the_pages_do_without_scripts(live_server, chromium, person):
    url = live_server.url
    with opened(chromium, scripts=False) as page:
        sign_in(page, url, person)
        page.wait_for_url(url + reverse("mfa_index"))
        page.goto(url + reverse("mfa_add_webauthn"))
        expect(page.get_by_role("main")).to_contain_text("A passkey needs scripts", use_inner_text=True)
        page.goto(url + reverse("mfa_activate_totp"))
        expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()


def _has_passkeys(person: User) -> int:
    return person.authenticator_set.filter(type="webauthn").count()
