"""Somebody who has no mouse: Tab, arrows, space and Enter, and eyes that need to see where they are."""

from playwright.sync_api import Locator, Page

MOST_TABS = 120
_STANDS = """(wanted) => {
  const found = document.activeElement;
  return found !== null && (found === wanted || wanted.contains(found));
}"""
_SHOWS = """async (focused) => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const around = [focused, ...focused.parentElement.children];
  for (let each = focused.parentElement; each && around.length < 12; each = each.parentElement) around.push(each);
  const look = () => around.map((each) => {
    const { outline, boxShadow, borderColor } = getComputedStyle(each);
    return outline + boxShadow + borderColor;
  }).join();
  await drawn();
  const shown = look();
  focused.blur();
  await drawn();
  const without = look();
  focused.focus({ focusVisible: true, preventScroll: true });
  await drawn();
  return shown !== without;
}"""
"""Whether it, or what stands closely around it, looks otherwise than without the focus."""


class Keyboard:
    """Moves on one page as a person without a mouse does."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def to(self, wanted: Locator) -> None:
        """Tab until `wanted` has the focus; where it is must be seen (WCAG 2.4.7)."""
        wanted.first.wait_for(state="attached")
        target = wanted.first.element_handle()
        for _ in range(MOST_TABS):
            if self._page.evaluate(_STANDS, target):
                focused = self._page.evaluate_handle("document.activeElement").as_element()
                assert focused
                assert self._page.evaluate(_SHOWS, focused), f"nobody sees the focus on {wanted}"
                return
            self._page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        """Go there and press a key."""
        self.to(wanted)
        self._page.keyboard.press(key)

    def write(self, wanted: Locator, text: str) -> None:
        """Go there and write."""
        self.to(wanted)
        self._page.keyboard.insert_text(text)
