"""The stylesheet we serve: what an iPhone on iOS 12 or a Chrome 80 does not know has something plain before it."""

import re
from typing import NamedTuple

import brotli
import pytest

from lvg_portal.management.commands import build_css

MODERN_VALUE = re.compile(r"\b(clamp|min|max)\(|\d(dvh|svh|lvh|dvw|cqi|cqw)\b")
MODERN_SELECTOR = re.compile(r":(has|is|where)\(|:focus-visible")


class Rule(NamedTuple):
    conditions: tuple[str, ...]  # the @media, @supports, @container around it
    selector: str
    declarations: list[tuple[str, str]]

    @property
    def is_asked_for(self) -> bool:
        """Whether only a browser that says it knows new things reads this."""
        return any(condition.startswith(("@supports", "@container")) for condition in self.conditions)


def read(css: str, conditions: tuple[str, ...] = ()) -> list[Rule]:
    """The rules of minified CSS; a rule inside a rule (nesting) raises AssertionError."""
    rules = []
    while css:
        head, _, rest = css.partition("{")
        depth = end = 1
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end - 1], 0)
            end += 1
        body, css = rest[: end - 2], rest[end - 1 :]
        if head.startswith(("@media", "@supports", "@container", "@layer")):
            rules += read(body, (*conditions, head))
        else:
            assert "{" not in body, f"nested: {head}"
            declarations = [tuple(part.split(":", 1)) for part in re.split(r";(?![^(]*\))", body) if part]
            rules.append(Rule(conditions, head, declarations))
    return rules


@pytest.fixture(scope="module")
def css() -> str:
    return build_css.bundle()


@pytest.fixture(scope="module")
def rules(css) -> list[Rule]:
    return read(css)


def test_nothing_that_would_drop_a_whole_block(css, rules):
    assert [word for word in ("@layer", "light-dark(", "&", "@import", "http:", "https:") if word in css] == []


def test_a_new_selector_stands_alone(rules):
    # An unknown selector drops its whole rule, so it may only take away what a plain rule gave.
    unknown = [
        rule.selector
        for rule in rules
        if MODERN_SELECTOR.search(rule.selector.replace(":focus:not(:focus-visible)", "")) and not rule.is_asked_for
    ]

    assert unknown == []


def test_a_new_value_follows_a_plain_one(rules):
    bare = []
    for rule in rules:
        for position, (name, value) in enumerate(rule.declarations):
            if not MODERN_VALUE.search(value) or rule.is_asked_for:
                continue
            # In a custom property a plain value before it is no help: the later one always wins.
            earlier = [] if name.startswith("--") else [before for before, _ in rule.declarations[:position]]
            if name not in earlier and not value.startswith("repeat("):
                bare.append(f"{rule.selector} {{ {name}: {value} }}")

    assert bare == []


def test_new_properties_only_where_they_can_be_missed(rules):
    bare = [
        f"{rule.selector} {{ {name} }}"
        for rule in rules
        for name, _ in rule.declarations
        if name in {"aspect-ratio", "inset", "translate", "scale", "rotate"} and not rule.is_asked_for
    ]

    assert bare == []


def test_rows_without_flex_gap_have_margins_instead(rules):
    """No flex gap before iOS 14.5: that it is unknown can only be asked by a property of the same age."""
    spaced = {name for rule in rules if "@supports not (inset:0)" in rule.conditions for name in words(rule.selector)}
    crammed = []
    for rule in rules:
        found = dict(rule.declarations)
        gap = found.get("gap", found.get("column-gap", "0")).split()[-1]
        is_flex = found.get("display") in {"flex", "inline-flex"} and found.get("justify-content") != "space-between"
        if is_flex and gap != "0" and not rule.is_asked_for and not spaced & words(rule.selector):
            crammed.append(rule.selector)

    assert crammed == []


def words(selector: str) -> set[str]:
    return set(re.findall(r"\.[\w-]+", selector))


def test_it_weighs_little(css):
    assert len(brotli.compress(css.encode())) <= 9 * 1024
