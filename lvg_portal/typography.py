"""How Lithuanian and English text is set: quotation marks, and the spaces at which a line must not break."""

import re

from django.utils.translation import get_language

NBSP, JOINER = "\u00a0", "\u2060"

UNITS = (
    r"proc\.|%|‰|Eur|EUR|€|euro|euras|eurai|eurų|eurus|tūkst\.|mln\.|mlrd\.|million|km|cm|mm|m|m²|km²|ha|kg|g|t|l"
    r"|val\.|min\.|sek\.|d\.|mėn\.|m\.|metai|metų|years|hours|p\.|psl\.|vnt\.|°C"
)
MONTHS_LT = "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio|gruodžio"
MONTHS_EN = "January|February|March|April|May|June|July|August|September|October|November|December"

RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"(?:\+\d{1,3}|\b8) \d{3} \d{5}\b", lambda match: match[0].replace(" ", NBSP)),  # phones
        (r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)", lambda match: match[0].replace(" ", NBSP)),  # 98 381
        (rf"(?<=\d) (?=(?:{UNITS})(?!\w))", NBSP),
        (rf"(?i)\b({MONTHS_LT}) (?=\d{{1,2}}\b)", rf"\1{NBSP}"),
        (rf"(?<=\d) (?=(?:{MONTHS_EN})\b)", NBSP),
        (r"(?<=[€№]) (?=\d)|(?<=\bNr\.) (?=\d)|(?<=\b[gG]\.) (?=\d)", NBSP),  # Nr. 14, Naujoji g. 48
        (r"(?<=\S) ([–—]) ", rf"{NBSP}\1 "),
        (r"(?<=[^\s\d]) - (?=\S)", f"{NBSP}– "),
        (r"(?<=\d)–(?=\d)", f"{JOINER}–{JOINER}"),
        (r"(?<=\w)'(?=\w)", "’"),
    ]
]
STRAIGHT_QUOTES = re.compile(r'(?<![\w"])"(?=\S)([^"\n]*?\S)"(?!\w)')
QUOTED = {"lt": r"„\1“", "en": r"“\1”"}
TAG = re.compile(r"(<[^>]*>)")


def typeset(text: str) -> str:
    """Plain text as a typesetter would leave it; straight quotation marks become those of the active language."""
    text = STRAIGHT_QUOTES.sub(QUOTED.get(get_language() or "lt", QUOTED["lt"]), text)
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def typeset_html(html: str) -> str:
    """The same for the text between the tags; the tags and their attributes stay as they are."""
    return "".join(part if part.startswith("<") else typeset(part) for part in TAG.split(html))
