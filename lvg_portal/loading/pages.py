"""Standing pages, written in Markdown in the data file."""

import mistune

from lvg_portal.models import Page, Publishable

from .reader import Entry
from .store import Store

MENUS = {"about": Page.Menu.ABOUT, "funding": Page.Menu.FUNDING, "legal": Page.Menu.LEGAL, "": Page.Menu.NONE}
to_html = mistune.create_markdown(escape=True)


def page(entry: Entry, store: Store):
    entry.ignore("updated", "source")
    fields = {
        "key": entry.name,
        **entry.pair("title", "title"),
        "slug_lt": entry.text("slug"),
        "slug_en": entry.text("slug_en"),
        **entry.pair("summary", "summary"),
        "body_lt": to_html(entry.text("body_lt")),
        "body_en": to_html(entry.text("body_en")),
        "menu": entry.choice("menu", MENUS),
        "order": entry.whole("order"),
        "to_confirm": "\n".join(entry.get("check", list) or []),
        "status": Publishable.Status.PUBLISHED,
    }
    store.put(Page, entry, fields)
