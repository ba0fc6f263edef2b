"""Somebody without a mouse: Tab, Enter, Space, arrows and letters, and an eye on where the focus is.

Every stop on the way is looked at: the focus must show, must not be hidden behind anything, and must be able to leave.
"""

from tests.browser import measured, next_page

#: Where the focus is, in words; and what of its looks comes and goes with the focus.
_STOP = r"""() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const looks = () => {
    const label = e.labels && e.labels[0];
    const seen = [[e, null], [e, '::before'], [e, '::after'], [e.parentElement, null]];
    if (label) seen.push([label, null], [label, '::before'], [label, '::after']);
    return JSON.stringify(seen.map(([each, part]) => {
      const s = getComputedStyle(each, part);
      return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundColor, s.borderColor, s.color,
              s.clip, s.top, s.width, s.position];
    }));
  };
  const label = e.labels && e.labels[0];
  const box = (e.offsetWidth < 3 || getComputedStyle(e).opacity === '0') && label ? label.getBoundingClientRect()
                                                                                   : e.getBoundingClientRect();
  const focused = looks();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1);
  const over = document.elementFromPoint(x, y);
  const covered = !!over && !(e.contains(over) || over.contains(e) || (label && label.contains(over)));
  const place = [scrollX, scrollY];
  e.blur();
  const plain = looks();
  e.focus({preventScroll: true, focusVisible: true});
  scrollTo(...place);
  return {
    address: location.href,
    kind: e.tagName,
    type: e.type || '',
    words: (e.tagName === 'SELECT' ? label.innerText : e.innerText || e.getAttribute('aria-label') || (label && label.innerText)
            || e.value || '').replace(/\s+/g, ' ').trim(),
    shows: focused !== plain,
    covered,
  };
}"""
_AT_THE_START = "() => { document.activeElement && document.activeElement.blur(); scrollTo(0, 0); }"


class Keyboard:
    def __init__(self, page):
        self.page = page
        self.stops: set[tuple[str, str, str]] = set()
        # Chromium hands over a chooser only where somebody has listened for a while already.
        page.on("filechooser", lambda _: None)

    def stop(self) -> dict | None:
        """Where the focus is; None at the end of the page, from which it comes back to its beginning."""
        found = measured(self.page, _STOP)
        if found:
            where = f"“{found['words'][:60]}” ({found['kind']} {found['type']}) on {found['address']}"
            assert found["shows"], f"One does not see that the focus is on {where}"
            assert not found["covered"], f"The focus is hidden behind something on {where}"
            self.stops.add((found["address"], found["kind"], found["words"][:60]))
        return found

    def to(self, words: str, *, kind: str = "") -> None:
        """Tab until something with these words has the focus, on a page that is all there."""
        self.page.wait_for_load_state()
        for _ in range(200):
            self.page.keyboard.press("Tab")
            found = self.stop()
            if found and words.lower() in found["words"].lower() and kind in ("", found["kind"], found["type"]):
                return
        here = measured(self.page, "location.href")
        passed = [words for address, _, words in sorted(self.stops) if address == here]
        raise AssertionError(f"“{words}” cannot be reached with the keyboard on {here}, but {passed}")

    def press(self, words: str, *, kind: str = "") -> None:
        """Go to a link or a button and press it; what comes of it, the test waits for."""
        self.to(words, kind=kind)
        self.page.keyboard.press("Enter")

    def send(self, words: str) -> None:
        """Press the button that sends a form, and be on the page that answers it."""
        self.to(words, kind="BUTTON")
        with next_page(self.page):
            self.page.keyboard.press("Enter")

    def go(self, words: str, to: str, *, kind: str = "") -> None:
        """Press what leads to another address, and be there."""
        self.press(words, kind=kind)
        self.page.wait_for_url(to)

    def write(self, words: str, text: str) -> None:
        """Go to a field and type."""
        self.to(words)
        self.page.keyboard.type(text)

    def choose_files(self, words: str, files) -> None:
        """Open the file chooser of a field with the keyboard."""
        self.to(words)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(files)

    def walk(self) -> int:
        """Once through the whole page: the focus leaves every stop, and the end is reached. Returns the stops."""
        measured(self.page, _AT_THE_START)
        for number in range(400):
            self.page.keyboard.press("Tab")
            if self.stop() is None:
                return number
        raise AssertionError(f"The focus never comes to the end of {measured(self.page, 'location.href')}")
