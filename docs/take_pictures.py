"""Take the pictures of the documentation anew, from a demo that runs: `docs/take_pictures.py ADDRESS [NAME …]`.

The demo must have finished arriving (`wortel run --today 2026-11-20 --seed 1`), so that the pictures compare.
"""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SETTLE = 700


@dataclass(frozen=True)
class Picture:
    """A page as somebody with a role sees it, and what to do before the picture is taken."""

    name: str
    address: str
    who: str = "Noor Vermeer"
    is_phone: bool = False
    is_whole: bool = False
    prepare: Callable[[Page], None] | None = None


def open_mail(page: Page) -> None:
    """A mail that waits, so that the composer has somebody to write to."""
    page.locator(".rows a", has=page.locator("[aria-label='Mail'], [aria-label='E-mail']")).first.click()
    page.wait_for_timeout(SETTLE)


def open_case(page: Page) -> None:
    """The same case over the full screen."""
    open_mail(page)
    number = re.search(r"/(\d+)/?$", page.url)
    if number:
        page.goto(re.sub(r"/inbox/.*", f"/cases/{number[1]}/", page.url))
        page.wait_for_timeout(SETTLE)


def open_owner_page(page: Page) -> None:
    """What an owner sees on a phone, through a link that a colleague copied."""
    page.locator("a[href^='/problems/']", has_text=re.compile("Tijdvak|Delivery slot")).first.click()
    page.wait_for_timeout(SETTLE)
    page.locator("button[name=print]").first.click()
    page.wait_for_timeout(SETTLE)
    address = page.locator("#link").input_value()
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.wait_for_timeout(SETTLE)


def open_wrap_up(page: Page) -> None:
    open_mail(page)
    page.locator("textarea").first.fill("Dank voor je bericht. Ik zoek het meteen uit.")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(SETTLE)


def open_command_bar(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("fact")
    page.wait_for_timeout(SETTLE)


def open_first_customer(page: Page) -> None:
    open_mail(page)
    page.locator("a[href^='/customers/']").last.click()
    page.wait_for_timeout(SETTLE)


def open_proven(page: Page) -> None:
    page.goto(re.sub(r"/problems/.*", "/problems/?shelf=closed", page.url))
    page.locator(
        "a[href^='/problems/']", has_text=re.compile("servicekosten|service costs", re.IGNORECASE)
    ).first.click()
    page.wait_for_timeout(SETTLE)


def open_told(page: Page) -> None:
    """Who suffered from the cause that is proven gone."""
    open_proven(page)
    page.goto(page.url.split("?")[0] + "customers/")
    page.wait_for_timeout(SETTLE)


def open_carrier(page: Page) -> None:
    page.locator("a", has_text="PakketSnel").first.click()
    page.wait_for_timeout(SETTLE)


PICTURES = (
    Picture("home", "/", "Hanneke Oudshoorn"),
    Picture("inbox", "/inbox/", prepare=open_mail),
    Picture("case", "/inbox/", prepare=open_case),
    Picture("owner", "/problems/", prepare=open_owner_page),
    Picture("wrap-up", "/inbox/", prepare=open_wrap_up),
    Picture("command", "/inbox/", prepare=open_command_bar),
    Picture("customer", "/inbox/", prepare=open_first_customer),
    Picture("problems", "/problems/"),
    Picture("problem", "/problems/", prepare=open_proven, is_whole=True),
    Picture("meeting", "/problems/meeting/", "Hanneke Oudshoorn"),
    Picture("quick-wins", "/problems/quick-wins/", "Hanneke Oudshoorn"),
    Picture("told", "/problems/", "Hanneke Oudshoorn", prepare=open_told),
    Picture("processes", "/processes/", "Hanneke Oudshoorn"),
    Picture("reports", "/reports/"),
    Picture("impact", "/impact/", "Hanneke Oudshoorn"),
    Picture("partner", "/partners/", "Hanneke Oudshoorn", prepare=open_carrier, is_whole=True),
    Picture("value", "/insight/value/", "Hanneke Oudshoorn"),
    Picture("figures", "/insight/figures/", "Hanneke Oudshoorn"),
    Picture("nature", "/insight/nature/", "Hanneke Oudshoorn"),
    Picture("drivers", "/insight/drivers/", "Hanneke Oudshoorn"),
    Picture("friction", "/insight/friction/", "Hanneke Oudshoorn"),
    Picture("same-answer", "/insight/same-answer/", "Hanneke Oudshoorn"),
    Picture("first-time", "/insight/first-time/", "Hanneke Oudshoorn"),
    Picture("ledger", "/ledger/", "Hanneke Oudshoorn"),
    Picture("form", "/contact/", who="", is_phone=True),
    Picture("sign-in", "/account/login/", who=""),
    Picture("settings", "/settings/", "Bas Wortelboer"),
    Picture("new-contact", "/contacts/new/"),
)


def take(browser: Browser, address: str, picture: Picture, language: str) -> None:
    size = PHONE if picture.is_phone else WIDE
    context = browser.new_context(locale=LANGUAGES[language], viewport=size)
    context.add_cookies([{"name": "wortel_language", "value": language, "url": address}])
    page = context.new_page()
    if picture.who:
        page.goto(f"{address}/account/login/")
        page.locator("button", has_text=picture.who).first.click()
        page.wait_for_timeout(SETTLE)
    page.goto(address + picture.address)
    page.wait_for_timeout(SETTLE)
    if picture.prepare:
        picture.prepare(page)
    page.screenshot(path=IMAGES / f"{picture.name}-{language}.png", full_page=picture.is_whole)
    context.close()


def main(address: str, names: list[str]) -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for picture in (one for one in PICTURES if not names or one.name in names):
            for language in LANGUAGES:
                take(browser, address.rstrip("/"), picture, language)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
