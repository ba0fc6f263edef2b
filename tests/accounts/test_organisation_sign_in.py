"""Sign-in by one's organisation, against a server that speaks OpenID Connect and that we can make lie."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from accounts import actions, checks, roles
from accounts.models import User
from tests.accounts import organisation as fake
from tests.build import accounts as build

pytestmark = pytest.mark.django_db
ADDRESS = "/accounts/oidc/organisation/login/"
# A moment reckoned from now would give its test another name each second (1 January 2020).
LONG_AGO = 1577836800


@pytest.fixture(scope="module")
def server():
    with fake.running() as organisation:
        yield organisation


@pytest.fixture
def organisation(server, settings):
    server.__init__(server.url)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "organisation",
                    "name": "Moray Council",
                    "client_id": fake.CLIENT,
                    "secret": fake.SECRET,
                    "settings": {"server_url": server.url, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    return server


def come_back(client, organisation, **changes):
    """Go out to the organisation, sign in there, and come back; what came back may be changed on the way."""
    sent = client.post(ADDRESS)
    assert sent.url.startswith(f"{organisation.url}/authorise?"), sent.url
    brought = {**organisation.authorise(sent.url), **changes}
    return client.get(f"{ADDRESS}callback/", brought)


def is_signed_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_the_page_to_sign_in_offers_it_where_it_is_set_up(client, organisation):
    assert "Sign in by Moray Council" in client.get(reverse("account_login")).content.decode()


def test_without_it_there_is_nothing_to_go_to(client):
    assert "By your organisation" not in client.get(reverse("account_login")).content.decode()
    assert client.post(ADDRESS).status_code == 404
    assert client.get(f"{ADDRESS}callback/").status_code == 404


def test_an_invited_person_comes_in_and_has_joined(client, organisation):
    person, _ = build.invited(email="ailsa@example.org", name="Ailsa Craig")
    answer = come_back(client, organisation)
    assert answer.url == "/work/"
    assert is_signed_in(client)
    person.refresh_from_db()
    assert person.joined_at
    assert not person.invitations.open().exists()
    assert SocialAccount.objects.get().user == person
    assert not SocialToken.objects.exists()
    assert not person.has_usable_password()


def test_the_address_may_be_written_in_other_capitals(client, organisation):
    build.invited(email="ailsa@example.org")
    organisation.person["email"] = "Ailsa@Example.ORG"
    assert come_back(client, organisation).url == "/work/"


def test_who_came_in_once_is_known_by_the_organisations_own_name_for_them(client, organisation):
    build.invited(email="ailsa@example.org")
    come_back(client, organisation)
    organisation.person["email"] = "ailsa.married@example.org"
    again = Client()
    come_back(again, organisation)
    assert is_signed_in(again)
    assert SocialAccount.objects.count() == 1


def test_who_has_joined_by_a_password_may_come_this_way_too(client, organisation):
    build.person(email="ailsa@example.org", second_factor=False, password=build.PASSWORD)
    assert come_back(client, organisation).url == "/work/"


def test_who_is_not_invited_is_told_so_and_is_not_made(client, organisation):
    page = come_back(client, organisation)
    assert page.status_code == 403
    assert "nobody has invited you" in page.content.decode()
    assert not is_signed_in(client)
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("word", [False, None, "false", "true", 1])
def test_an_address_that_the_organisation_has_not_checked_lets_nobody_in(client, organisation, word):
    build.invited(email="ailsa@example.org")
    organisation.person["email_verified"] = word
    page = come_back(client, organisation)
    assert page.status_code == 403
    assert "has not checked that it is yours" in page.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_an_account_that_is_disabled_is_not_opened_this_way(client, organisation):
    person, _ = build.invited(email="ailsa@example.org")
    come_back(client, organisation)
    actions.disable(person, by=build.administrator())
    again = Client()
    page = come_back(again, organisation)
    assert page.status_code == 403
    assert not is_signed_in(again)


def test_somebody_known_but_never_invited_is_not_let_in(client, organisation):
    build.person(email="ailsa@example.org", joined=False)
    assert come_back(client, organisation).status_code == 403


# --- The answer must be to our question ------------------------------------------------------------------------------
def test_what_is_asked_has_a_state_a_nonce_and_a_proof_each_time_new(client, organisation):
    asked = [parse_qs(urlsplit(client.post(ADDRESS).url).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
        assert len(asked[0][name][0]) >= 16
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert set(asked[0]["scope"][0].split()) == {"openid", "profile", "email"}


def test_what_is_asked_cannot_be_changed_by_the_address(client, organisation):
    sent = client.post(f"{ADDRESS}?auth_params=nonce%3Dmine%26prompt%3Dnone&scope=offline_access").url
    assert "mine" not in sent
    assert "offline_access" not in sent


def _refused(client, page):
    assert page.status_code == 401
    assert "no answer that we could use" in page.content.decode()
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_an_answer_with_another_state_is_refused(client, organisation):
    build.invited(email="ailsa@example.org")
    _refused(client, come_back(client, organisation, state="of-somebody-else"))


def test_an_answer_to_another_browser_is_refused(client, organisation):
    build.invited(email="ailsa@example.org")
    brought = organisation.authorise(client.post(ADDRESS).url)
    stranger = Client()
    stranger.post(ADDRESS)
    _refused(stranger, stranger.get(f"{ADDRESS}callback/", brought))


def test_an_answer_works_once(client, organisation):
    build.invited(email="ailsa@example.org")
    brought = organisation.authorise(client.post(ADDRESS).url)
    assert client.get(f"{ADDRESS}callback/", brought).status_code == 302
    client.logout()
    assert client.get(f"{ADDRESS}callback/", brought).status_code == 401
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"iss": "https://elsewhere.example.org"},
        {"exp": LONG_AGO},
        {"sub": "u-2"},
    ],
    ids=lambda wrong: f"{next(iter(wrong))} {next(iter(wrong.values()))}"[:20],
)
def test_a_token_that_says_something_else_is_refused(client, organisation, wrong):
    build.invited(email="ailsa@example.org")
    organisation.claims = wrong
    _refused(client, come_back(client, organisation))


@pytest.mark.parametrize("algorithm", ["none", "HS256", "another key"])
def test_a_token_that_is_not_signed_by_the_organisation_is_refused(client, organisation, algorithm):
    build.invited(email="ailsa@example.org")
    if algorithm == "another key":
        organisation.signed_with = fake.ANOTHER_KEY
    else:
        organisation.algorithm = algorithm
    _refused(client, come_back(client, organisation))


def test_a_server_that_calls_itself_by_another_name_is_not_believed(client, organisation):
    build.invited(email="ailsa@example.org")
    brought = organisation.authorise(client.post(ADDRESS).url)
    organisation.issuer = "https://elsewhere.example.org"
    _refused(client, client.get(f"{ADDRESS}callback/", brought))
    assert client.post(ADDRESS).status_code == 401


def test_a_code_is_exchanged_with_the_proof_and_never_in_an_address(client, organisation):
    build.invited(email="ailsa@example.org")
    come_back(client, organisation)
    (exchanged,) = organisation.exchanged
    assert len(exchanged["code_verifier"]) >= 43
    assert exchanged["client_secret"] == fake.SECRET


# --- When it does not answer -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_an_organisation_that_is_down_is_said_in_a_page(client, organisation, when):
    build.invited(email="ailsa@example.org")
    if when == "before":
        organisation.is_down = True
        page = client.post(ADDRESS)
    else:
        brought = organisation.authorise(client.post(ADDRESS).url)
        organisation.is_down = True
        page = client.get(f"{ADDRESS}callback/", brought)
    _refused(client, page)


def test_who_stops_there_is_told_how_to_go_on(client, organisation):
    state = organisation.authorise(client.post(ADDRESS).url)["state"]
    answer = client.get(f"{ADDRESS}callback/", {"error": "access_denied", "state": state}, follow=True)
    assert "Sign-in was stopped" in answer.content.decode()


def test_going_out_is_a_press_not_a_link(client, organisation):
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "Continue" in page.content.decode()


def test_coming_back_leads_to_no_other_site(client, organisation):
    build.invited(email="ailsa@example.org")
    sent = client.post(f"{ADDRESS}?next=https://elsewhere.example.org/")
    assert client.get(f"{ADDRESS}callback/", organisation.authorise(sent.url)).url == "/work/"


# --- Second factor ---------------------------------------------------------------------------------------------------
def test_the_portals_own_second_factor_is_asked_for_all_the_same(client, organisation):
    build.posted(roles.Communications, email="ailsa@example.org")
    assert come_back(client, organisation).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_whose_role_needs_a_second_factor_sets_one_up_here(client, organisation):
    person, _ = build.invited(email="ailsa@example.org")
    actions.give_post(person, roles.Administrator, by=None)
    come_back(client, organisation)
    assert client.get(reverse("manage:people")).url == reverse("mfa_index")


@pytest.mark.parametrize(
    ("server", "is_right"),
    [
        ("", True),
        ("https://login.example.gov.uk", True),
        ("http://localhost:9000", True),
        ("http://127.0.0.1:9000/x", True),
        ("http://login.example.gov.uk", False),
        ("login.example.gov.uk", False),
    ],
)
def test_an_organisations_server_is_asked_over_https_alone(settings, server, is_right):
    settings.PORTAL_OIDC_SERVER = server
    assert (checks.the_organisations_server_speaks_https(None) == []) is is_right
