"""The colours that meet on a page are told apart, computed from tokens.css: WCAG 2.2, 1.4.3 and 1.4.11."""

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
TOKEN = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{6});")
LIGHT_PART, DARK_PART = CSS.split("prefers-color-scheme: dark")
LIGHT = dict(TOKEN.findall(LIGHT_PART))
DARK = LIGHT | dict(TOKEN.findall(DARK_PART))

THEMES = [name for name in LIGHT if name.startswith("--theme-")]
TEXT = [  # (ink, ground): 4.5
    *[(ink, "--ground") for ink in ("--ink", "--ink-soft", "--link", "--link-hover", "--poppy", "--flax", "--action")],
    *[(ink, "--mist") for ink in ("--ink", "--ink-soft", "--link", "--link-hover")],
    *[(ink, "--raised") for ink in ("--ink", "--link", "--poppy")],
    *[("--ink", wash) for wash in ("--rye-wash", "--leaf-wash", "--poppy-wash")],
    ("--poppy", "--poppy-wash"),
    ("--link", "--rye-wash"),
    ("--ink-soft", "--rye-wash"),
    ("--on-action", "--action"),
    ("--ground", "--ink"),
    ("--ground", "--poppy"),
    ("--on-pine", "--pine"),
    ("--on-pine", "--pine-deep"),
    ("--rye", "--pine"),
    ("--on-rye", "--rye"),
    *[(theme, "--ground") for theme in THEMES],
]
DRAWN = [("--edge", "--ground"), ("--edge", "--raised"), ("--rye", "--pine-deep"), ("--src-mun", "--ground")]  # 3


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_meets_can_be_told_apart(tokens):
    too_faint = [
        f"{ink} on {ground}: {contrast(tokens[ink], tokens[ground]):.1f}"
        for pairs, needed in ((TEXT, 4.5), (DRAWN, 3))
        for ink, ground in pairs
        if contrast(tokens[ink], tokens[ground]) < needed
    ]

    assert len(THEMES) == 9
    assert too_faint == []


def test_every_colour_that_changes_in_the_dark_is_a_known_one():
    assert set(dict(TOKEN.findall(DARK_PART))) <= set(LIGHT)
