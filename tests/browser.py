"""A real browser for tests: pages are looked at as people meet them, at two widths and with scripts off.

    def test_front_page(live_server, browser_page):
        browser_page.goto(live_server.url)
        assert axe(browser_page) == []
        assert no_sideways_scroll(browser_page, 320)

The browser is Debian's Chromium. Whatever a page breaks of its content security policy, and every script that
fails, is collected by itself and fails the test at its end.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

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


def axe(page, *, without: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds wrong, a line for each: WCAG 2.0 to 2.2 at A and AA, and best practice."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `npm ci`.")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
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
    across = page.evaluate("() => document.documentElement.scrollWidth")
    page.set_viewport_size(size)
    return across <= width


def sticking_out(page, width: int = 320) -> list[str]:
    """The elements that reach beyond a window of this width: what to look at when the page scrolls sideways."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": size["height"]})
    found = page.evaluate(
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
    whole = page.evaluate("() => document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": min(most or whole, whole)}
    page.screenshot(path=path, full_page=True, clip=clip)
    return path
