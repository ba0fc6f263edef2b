"""Every component looked at in a browser: wide and narrow, with scripts and without, by keyboard, in print."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import (
    WIDTHS,
    axe,
    measured,
    next_page,
    no_sideways_scroll,
    number_of,
    opened,
    screenshot,
    sticking_out,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.interface.urls")]
PAGES = ["/gallery/", "/gallery/wide/", "/gallery/wide/?rows=0", "/gallery/wide/?rows=1000&order=-name", "/nowhere/"]


def named(path: str) -> str:
    return path.strip("/").replace("/", "-").replace("?", "-").split("&")[0]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_has_no_fault_that_a_machine_finds(live_server, chromium, path, width):
    with opened(chromium, width=width) as page:
        page.goto(live_server.url + path)
        screenshot(page, named(path))
        assert axe(page) == []
        assert no_sideways_scroll(page, 320), sticking_out(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_with_every_answer_wrong_has_no_fault_either(live_server, chromium, width):
    with opened(chromium, width=width) as page:
        page.goto(live_server.url + "/gallery/")
        with next_page(page):
            page.click("#submit-id-send")
        expect(page).to_have_title(re.compile("^Error: Gallery"))
        expect(page.locator(".ds_error-summary")).to_be_visible()
        expect(page.locator("#error-summary")).to_be_focused()
        screenshot(page, "gallery-errors")
        assert axe(page) == []
        assert no_sideways_scroll(page, 320), sticking_out(page)


def test_an_errors_link_leads_to_the_control_even_to_an_upload(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/")
    with next_page(browser_page):
        browser_page.click("#submit-id-send")
    for words, control in [
        ("Your name", "id_name"),
        ("Did you come", "id_attended_0"),
        ("Enter a date", "id_due_day"),
        ("Choose one or more", "id_documents-dropzone"),
    ]:
        browser_page.click(f".ds_error-summary a:has-text('{words}')")
        expect(browser_page.locator(f"#{control}")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_opens_its_questions_with_scripts_and_without(live_server, chromium, scripts):
    with opened(chromium, scripts=scripts) as page:
        page.goto(live_server.url + "/gallery/")
        reason, part = page.locator("#id_reason"), page.locator("#id_part")
        # Hidden, and there: a page without them is not meant.
        for question in (reason, part):
            expect(question).to_be_attached()
            expect(question).to_be_hidden()
        page.click("label[for=id_attended_1]")
        expect(reason).to_be_visible()
        expect(part).to_be_hidden()
        page.click("label[for=id_attended_2]")
        expect(part).to_be_visible()
        expect(reason).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_without_scripts_everything_is_there(live_server, chromium, width):
    with opened(chromium, width=width, scripts=False) as page:
        page.goto(live_server.url + "/gallery/")
        menu = page.locator("a:visible", has_text="Sign in")
        expect(menu, "the menu is open where no script opens it").to_have_count(1)
        for name in ("name", "documents", "one", "two"):
            expect(page.locator(f"[name={name}]"), name).to_be_visible()
        page.locator("summary", has_text="The figures as a table").first.click()
        expect(page.locator("#bars table")).to_be_visible()
        with next_page(page):
            page.click("#submit-id-send")
        expect(page.locator(".ds_error-summary")).to_be_visible()
        screenshot(page, "gallery-no-scripts")
        assert no_sideways_scroll(page, 320), sticking_out(page)


def test_a_keyboard_reaches_main_content_first_and_every_region_that_scrolls(live_server, chromium):
    with opened(chromium, width=375) as page:
        page.goto(live_server.url + "/gallery/wide/")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to main content", use_inner_text=False)
        page.keyboard.press("Enter")
        expect(page.locator("#main-content")).to_be_focused()
        regions = number_of(page.locator(".region"))
        expect(page.locator(".region[tabindex='0'][aria-label]:not([aria-label=''])")).to_have_count(regions)


def test_the_menu_opens_and_says_so_on_a_phone(live_server, chromium):
    with opened(chromium, width=375) as page:
        page.goto(live_server.url + "/gallery/")
        button = page.get_by_role("button", name="Menu")
        expect(button).to_have_attribute("aria-expanded", "false")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(page.locator("#mobile-navigation")).to_be_visible()


def test_filters_and_order_survive_a_reload_and_turning_the_page(live_server, browser_page):
    browser_page.goto(live_server.url + "/gallery/wide/?rows=100")
    browser_page.fill("#id_name", "Moray & more")
    name, going_down = browser_page.locator("#id_name"), browser_page.locator("th[aria-sort=descending]")
    with next_page(browser_page):
        browser_page.click("text=Apply")
    expect(name).to_have_value("Moray & more")
    with next_page(browser_page):
        browser_page.click("th a:has-text('State')")
    expect(browser_page.locator("th[aria-sort=ascending]")).to_have_text(re.compile("^State"), use_inner_text=True)
    with next_page(browser_page):
        browser_page.click("th a:has-text('State')")
    expect(going_down).to_have_count(1)
    with next_page(browser_page):
        browser_page.click("a:has-text('Next')")
    expect(name).to_have_value("Moray & more")
    expect(going_down).to_have_count(1)
    browser_page.reload()
    expect(name).to_have_value("Moray & more")


def test_the_drawing_for_wide_windows_gives_way_to_the_narrow_one(live_server, chromium):
    for width, wide in ((1280, True), (375, False)):
        with opened(chromium, width=width) as page:
            page.goto(live_server.url + "/gallery/")
            expect(page.locator("#bars .figure--wide")).to_be_visible(visible=wide)
            expect(page.locator("#bars .figure--narrow")).to_be_visible(visible=not wide)


def test_drawn_text_stays_within_its_drawing_and_does_not_overlap(live_server, chromium):
    for width, path in ((1280, "/gallery/"), (375, "/gallery/"), (1280, "/gallery/wide/")):
        with opened(chromium, width=width) as page:
            page.goto(live_server.url + path)
            expect(page.locator(".figure svg").first).to_be_attached()
            measured(page, "document.fonts.ready")
            trouble = measured(
                page,
                """() => [...document.querySelectorAll('.figure svg')].flatMap(svg => {
                     const frame = svg.getBoundingClientRect();
                     if (!frame.width) return [];
                     const boxes = [...svg.querySelectorAll('text')]
                       .map(t => [t.textContent, t.getBoundingClientRect()]);
                     const out = boxes.filter(([, b]) => b.left < frame.left - 1 || b.right > frame.right + 1)
                                      .map(([t]) => 'sticks out: ' + t);
                     boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
                       const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                       const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                       if (x > 2 && y > 6) out.push(`overlap: ${one} and ${other}`);
                     }));
                     return out;
                   })""",
            )
            assert trouble == [], (width, path, trouble)


def test_forced_colours_and_print_leave_nothing_out(live_server, chromium):
    with opened(chromium, forced_colors="active") as page:
        page.goto(live_server.url + "/gallery/wide/")
        screenshot(page, "gallery-wide-forced-colours")
        assert axe(page, without=("color-contrast",)) == []
    with opened(chromium, width=800) as page:
        page.emulate_media(media="print")
        page.goto(live_server.url + "/gallery/")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".ds_site-navigation").first).to_be_hidden()
        screenshot(page, "gallery-print")


def test_follows_nobody(live_server, browser_page):
    asked = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto(live_server.url + "/gallery/", wait_until="networkidle")
    assert all(url.startswith(live_server.url) or url.startswith("data:") for url in asked)
    assert measured(browser_page, "'dataLayer' in window") is False
    assert measured(browser_page, "localStorage.length + sessionStorage.length") == 0
    assert [cookie["name"] for cookie in browser_page.context.cookies()] == ["csrftoken"]


def test_what_follows_a_task_list_stands_clear_of_its_last_line(live_server, chromium):
    for width in WIDTHS:
        with opened(chromium, width=width) as page:
            page.goto(live_server.url + "/gallery/")
            gap = measured(
                page.locator(".ds_task-list").first,
                """list =>
                     list.nextElementSibling.getBoundingClientRect().top - list.getBoundingClientRect().bottom""",
            )
            assert gap >= 24


#: The areas on the map whose name is there to be read, and those of them of which a word is broken or runs out.
NAMES_ON_THE_MAP = """() => {
  const shown = [...document.querySelectorAll('.tile__name')].filter(name => name.clientWidth > 1);
  const broken = shown.filter(name => {
    let end = 0;
    return name.scrollWidth > name.clientWidth || name.textContent.split(' ').some(word => {
      const range = document.createRange();
      range.setStart(name.firstChild, name.firstChild.data.indexOf(word, end));
      end = range.startOffset + word.length;
      range.setEnd(name.firstChild, end);
      return new Set([...range.getClientRects()].map(line => line.top)).size > 1;
    });
  });
  return [shown.length, broken.map(name => name.textContent)];
}"""


@pytest.mark.parametrize(("media", "width"), [("print", 688), ("screen", 1280), ("screen", 740)])
def test_no_name_of_an_area_is_broken_within_a_word(live_server, chromium, media, width):
    with opened(chromium, width=width) as page:
        page.goto(live_server.url + "/gallery/wide/")
        page.emulate_media(media=media)
        # The longest words among the names of areas.
        longest = ["Clackmannanshire", "West Dunbartonshire"]
        measured(
            page,
            "names => document.querySelectorAll('.tile__name').forEach((each, n) => each.textContent = names[n % 2])",
            longest,
        )
        shown, broken = measured(page, NAMES_ON_THE_MAP)
        assert broken == []
        assert shown in (0, 32)
        assert shown or media == "screen"
