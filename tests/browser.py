"""A real browser for tests: pages are looked at as people meet them, at two widths and with scripts off.

    def test_front_page(live_server, browser_page):
        browser_page.goto(live_server.url)
        with next_page(browser_page):
            browser_page.get_by_role("link", name="Reports").click()
        expect(browser_page.locator("h1")).to_have_text("Reports")
        assert axe(browser_page) == []
        assert no_sideways_scroll(browser_page, 320)

The browser is Debian's Chromium. Whatever a page breaks of its content security policy, and every script that
fails, is collected by itself and fails the test at its end.

A page is asked by answers that wait: ``expect(…)`` and the readings and measurements below, never ``count()`` or
``is_visible()``, which answer at once and perhaps of the page that is going. The database is read once the page has
shown that its answer came. `tests/house/test_browser_tests_wait.py` holds every test with a browser to both.

With PORTAL_SLOW_BROWSER=6 the browser computes six times more slowly, over a thin line: what was asked too early
then fails here, not on a busy machine some other day.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

HOME = Path(__file__).resolve().parent.parent
AXE = HOME / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = Path(os.environ.get("PORTAL_SCREENSHOTS", HOME / "var" / "screenshots"))
CHROMIUM = os.environ.get("PORTAL_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 375)
#: Milliseconds that a page may keep a test waiting; nothing here takes so long unless it never comes.
PATIENCE = 12_000
expect.set_options(timeout=PATIENCE)
#: By how much the browser is slowed down, and what a thin line then carries: milliseconds, and bytes a second.
SLOWER = float(os.environ.get("PORTAL_SLOW_BROWSER", 1))
THIN_LINE = {"offline": False, "latency": 80, "downloadThroughput": 400_000, "uploadThroughput": 400_000}


@pytest.fixture(scope="session")
def chromium():
    """One browser for the whole run."""
    if not Path(CHROMIUM).exists():
        pytest.fail(f"There is no browser at {CHROMIUM}. Install Debian's `chromium`, or set PORTAL_CHROMIUM.")
    # Playwright runs an event loop in this thread; Django must not take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened(browser, *, width: int = 1280, height: int = 900, scripts: bool = True, cookies=(), **options):
    """A page of its own, with its own cookies. Broken policy and failed scripts fail the test when it closes."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
        **options,
    )
    if cookies:
        context.add_cookies(list(cookies))
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if SLOWER > 1:
        devices = context.new_cdp_session(page)
        devices.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        devices.send("Network.emulateNetworkConditions", THIN_LINE)
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: (
            page.troubles.append(f"policy: {message.text}")
            if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text
            else None
        ),
    )
    try:
        yield page
        assert page.troubles == [], "\n".join(page.troubles)
    finally:
        context.close()


@pytest.fixture
def browser_page(chromium):
    """A wide page with scripts."""
    with opened(chromium) as page:
        yield page


def session_cookie(live_server, user) -> dict:
    """The cookie that signs this person in, for `opened(…, cookies=[…])`."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "url": live_server.url}  # fmt: skip


# --- To another page -------------------------------------------------------------------------------------------------


@contextmanager
def next_page(page):
    """What is pressed within leads to another document: it ends when that one is there, with its scripts run.

    The page that goes is marked, so that it cannot be taken for the one that comes, however alike they are.
    """
    page.locator("html").evaluate("root => root.setAttribute('data-going', '')")
    yield
    expect(page.locator("html[data-going]"), "The page is still the one before.").to_have_count(0)
    page.wait_for_load_state()


# --- Readings: the page is waited for, then what it says is handed over as a value ----------------------------------


def said(locator) -> str:
    """The words of the one element, once they can be read."""
    expect(locator).to_be_visible()
    return locator.inner_text()


def leads_to(link) -> str:
    """Where the one link leads, once it is there."""
    expect(link).to_have_attribute("href", re.compile("."))
    return link.get_attribute("href")


def each(locator, number: int) -> list[Locator]:
    """All of so many elements, once there are exactly so many."""
    expect(locator).to_have_count(number)
    return locator.all()


def number_of(locator) -> int:
    """How many there are on the page that has come, one at least."""
    expect(locator).not_to_have_count(0)
    locator.page.wait_for_load_state()
    return locator.count()


# --- Measurements: of a page that is known to be there, when all of it has been loaded -------------------------------


def measured(thing: Page | Locator, script: str, argument=None):
    """What a script finds on a page or at an element; the test has waited before for the page that it means."""
    (thing.page if isinstance(thing, Locator) else thing).wait_for_load_state()
    return thing.evaluate(script, argument)


def axe(page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds wrong, a line for each: WCAG 2.0 to 2.2 at A and AA, and best practice."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `npm ci`.")
    if not measured(page, "() => 'axe' in window"):
        measured(page, AXE.read_text("utf-8"))
    found = measured(
        page,
        """([rules, without]) => axe.run(document, {
             runOnly: {type: 'tag', values: rules},
             rules: Object.fromEntries(without.map(name => [name, {enabled: false}])),
             resultTypes: ['violations'],
           })""",
        [RULES, list(without)],
    )
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']} at {' | '.join(map(str, node['target']))}"
        f" {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def no_sideways_scroll(page, width: int = 320) -> bool:
    """Whether the page fits a window of this width without scrolling to the side."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": size["height"]})
    across = measured(page, "() => document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    return across <= width


def sticking_out(page, width: int = 320) -> list[str]:
    """The elements that reach beyond a window of this width: what to look at when the page scrolls sideways."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": size["height"]})
    found = measured(
        page,
        """(width) => [...document.querySelectorAll('body *')]
             .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.region'))
             .slice(0, 12)
             .map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right))""",
        width,
    )
    page.set_viewport_size(size)
    return found


def screenshot(page, name: str, *, folder: Path = SCREENSHOTS, most: int | None = None) -> Path:
    """The page as a picture, whole or its first so many pixels; as a rule in a folder that git does not see."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{page.viewport_size['width']}.png"
    whole = measured(page, "() => document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": min(most or whole, whole)}
    page.screenshot(path=path, full_page=True, clip=clip)
    return path
