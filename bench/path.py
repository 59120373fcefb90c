"""The applicant's path in numbers: ``python bench/path.py [http://127.0.0.1:8000]``, with ``script/server`` there.

Chromium, a phone's width, no script. It walks the form twice for an adult and twice for a minor. First it sends each
page empty, to count what is really asked for: what is marked as required, and what an error then names. Then it walks
straight through with an empty cache and counts the bytes. Each walk leaves an application in that portal's database.
"""

import secrets
import shutil
import sys
from datetime import date

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Boxes by name; a group of radio buttons or of ticks is one field; the trap for programs is none.
FIELDS = """() => [...new Map([...document.querySelectorAll('main input, main select, main textarea')]
    .filter(box => box.type !== 'hidden' && !box.closest('[aria-hidden]'))
    .map(box => [box.name, box.required])).entries()]"""
NAMED_BY_ERRORS = """() => [...document.querySelectorAll('#klaidos a')]
    .map(link => document.querySelector(link.getAttribute('href')).name.replace(/_0$/, ''))"""


def main(base: str) -> None:
    if not CHROMIUM:
        sys.exit("Chromium is not found. Mend: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for who, age in (("adult", 30), ("minor of 15", 15)):
            asked = walk(browser, base, age, asks=True)[0]
            _, loads = walk(browser, base, age)
            show(who, asked, loads)
        browser.close()


def walk(browser: Browser, base: str, age: int, *, asks: bool = False) -> tuple[list, list]:
    """From the landing page to the receipt. Returns the fields of each page of the form, and what each page weighed."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
    wire, loads, asked = wire_of(page), [], []

    def note():
        loads.append((page.title().partition(" – ")[0], wire["bytes"], wire["requests"]))
        wire.update(bytes=0, requests=0)

    page.goto(f"{base}/savanoryste/", wait_until="networkidle")
    note()
    page.goto(f"{base}/savanoryste/paraiska/", wait_until="networkidle")
    note()
    page.click("main a.button")
    while "/gavome/" not in page.url:
        page.wait_for_load_state("networkidle")
        note()
        is_last = "/patikrinti/" in page.url
        if asks:
            asked.append((page.title().partition(" – ")[0], *count(page, is_last)))
        fill(page, age)
        page.click("main form .actions button:not([name])")
    page.wait_for_load_state("networkidle")
    note()
    page.context.close()
    return asked, loads


def wire_of(page: Page) -> dict:
    """Bytes as they came, compressed and with their headers; what the cache answers weighs nothing."""
    wire = {"bytes": 0, "requests": 0}
    network = page.context.new_cdp_session(page)

    def finished(event):
        if event["encodedDataLength"]:
            wire["bytes"] += event["encodedDataLength"]
            wire["requests"] += 1

    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")
    return wire


def count(page: Page, is_last: bool) -> tuple[int, int]:
    """Fields of this page, and how many of them must be answered; the three boxes of a date are three."""
    fields = dict(page.evaluate(FIELDS))
    needed = {name for name, required in fields.items() if required}
    if not is_last and needed:  # a page that asks for nothing would let us pass
        if page.locator("[name=opportunity][value=suggest]").count():
            page.check("[name=opportunity][value=suggest]")
        page.click("main form .actions button:not([name])")
        needed |= {name for named in page.evaluate(NAMED_BY_ERRORS) for name in fields if name.startswith(named)}
    return len(fields), len(needed)


def fill(page: Page, age: int) -> None:
    """What must be answered, and nothing else."""
    words = {
        "first_name": "Bandymas",
        "last_name": "Bandomasis",
        "born_on_0": str(date.today().year - age - 1),
        "born_on_1": "1",
        "born_on_2": "2",
        "email": f"bandymas-{secrets.token_hex(4)}@example.lt",
        "interests": "Fotografuoju",
        "availability": "Savaitgaliais",
        "name": "Rūta Bandomoji",
    }
    for name, text in words.items():
        box = page.locator(f"main [name={name}]")
        if box.count():
            box.fill(text)
    if page.locator("[name=municipality]").count():
        page.select_option("[name=municipality]", "alytus-district")
    if page.locator("[name=opportunity][value=suggest]").count():
        page.check("[name=opportunity][value=suggest]")


def show(who: str, asked: list, loads: list) -> None:
    fields, needed = (sum(row[place] for row in asked) for place in (1, 2))
    print(f"\n{who}: {len(loads)} screens, {len(asked)} of them with questions, {fields} fields, {needed} obligatory")
    answers = {title: (fields, needed) for title, fields, needed in asked}
    print(f"{'':40}{'fields':>8}{'obligatory':>12}{'requests':>10}{'kB':>8}")
    for title, size, requests in loads:
        fields, needed = answers.get(title, ("", ""))
        print(f"{title[:38]:40}{fields:>8}{needed:>12}{requests:>10}{size / 1000:>8.1f}")
    print(
        f"{'together':40}{'':>8}{'':>12}{sum(row[2] for row in loads):>10}{sum(row[1] for row in loads) / 1000:>8.1f}"
    )


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000")
