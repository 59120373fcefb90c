"""A letter's file in ``templates/letters/`` as a text with {placeholders}, as staff read and change it.

A placeholder is an expression of the file itself: ``{{ last_day|long_date }}`` reads ``{last_day}`` and is worked out
by that same expression when the letter is sent. So every letter has its own closed list, and a new letter has one
without anybody writing it. A sentence that depends on the case (``{% if is_minor %}``) reads ``{if_minor}`` and goes on
depending on it; only the conditions in ``ASSUMED`` are taken as true.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Template, TextNode, Variable, VariableNode
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.functional import Promise, SimpleLazyObject, lazy
from django.utils.translation import gettext_lazy

from lvg_portal.models import SiteSettings

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SIGNATURE = "_end.txt"
NEEDED = {"link", "question", "consent_text", "message", "text"}  # where the file always has it, so must staff's words
ASSUMED = {"opportunity"}  # without an activity, {activity} says so in words
IN_SUBJECTS = {"number"}  # beside what the file's own subject holds: no names, no places, nothing about a person

AS_IT_IS = gettext_lazy("as in the original")
ONLY_IF = gettext_lazy("said only where it is so")
ONE_OF = gettext_lazy("one of these, whichever is true")


# --- What placeholders are called ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Word:
    """The name and meaning of an expression; ``sample`` is for previews, ``instead`` is said where it is empty."""

    name: str
    meaning: str | Promise
    sample: object
    instead: str | Promise = ""


# By the expression's variable. Apps add their own; what nobody has named is called by its variable.
words: dict[str, Word] = {
    "link": Word("link", gettext_lazy("the link of this letter; made anew for each"), "https://example.lt/…"),
    "message.text": Word("message", gettext_lazy("what was written to us"), gettext_lazy("When do you open?")),
    "message.name": Word("sender", gettext_lazy("who wrote to us"), "Vardenė"),
    "message.reply_to": Word("reply_to", gettext_lazy("where to answer"), "vardene@example.lt"),
    "username": Word("username", gettext_lazy("the user name"), "vardenis"),
    "link_hours": Word("link_hours", gettext_lazy("for how many hours the link works"), 24),
    "site.name": Word("site_name", gettext_lazy("our name"), "VVG"),
}


@dataclass
class Placeholder:
    """One {name} of one letter.

    Attributes:
        node: the place of the template that works out what to put in.
        instead: what is put in where that is empty.
        is_needed: the letter makes no sense without it.
        cases: what it may say, where that depends on the case.
    """

    name: str
    meaning: str | Promise
    node: Node
    sample: str | Promise
    instead: str | Promise = ""
    is_needed: bool = False
    cases: list[str] = field(default_factory=list)

    def value(self, context: Context) -> str:
        said = self.node.render(context)
        if not isinstance(self.node, VariableNode):
            said = said.strip()
        return said or str(self.instead)


@dataclass
class Original:
    """A letter's file as staff read it."""

    key: str
    language: str
    subject: str
    body: str
    placeholders: dict[str, Placeholder]
    in_subject: set[str]

    @property
    def needed(self) -> list[str]:
        return [name for name, placeholder in self.placeholders.items() if placeholder.is_needed]


def original(key: str, language: str) -> Original:
    """Raises TemplateDoesNotExist where no file has such a letter."""
    template = get_template(f"letters/{language}/{key}.txt").template
    with translation.override(language):
        reader = _Reader(template, language)
        whole = reader.text(template.nodelist).strip()
    subject, _newline, body = whole.partition("\n")
    subject = subject.removeprefix("Subject:").strip()
    found = reader.found
    in_subject = set(PLACEHOLDER.findall(subject))
    if any(found[name].cases for name in in_subject):
        # Even the subject depends on what happened: words that leave the cases out could tell an untruth.
        for placeholder in found.values():
            placeholder.is_needed = placeholder.is_needed or len(placeholder.cases) > 1
    return Original(key, language, subject, tidy(body), found, in_subject | (IN_SUBJECTS & set(found)))


class _Reader:
    """Walks through a template; ``found`` are the placeholders met."""

    def __init__(self, template: Template, language: str):
        self.template, self.language, self.found = template, language, {}
        self.is_certain = True  # outside of every condition
        self.samples = _sample_context()
        self.samples.template = template

    def text(self, nodes: Iterable[Node]) -> str:
        return "".join(self._said(node) for node in nodes)

    def _said(self, node: Node) -> str:
        if isinstance(node, TextNode):
            return node.s
        if isinstance(node, CommentNode | LoadNode):
            return ""
        if isinstance(node, TranslateNode):
            return node.render(self.samples)
        if isinstance(node, VariableNode):
            return self._expression(node, node.filter_expression)
        if isinstance(node, BlockTranslateNode) and node.counter:
            return self._expression(node, node.counter)
        if isinstance(node, IncludeNode) and isinstance(node.template.var, str):
            return self._include(node)
        if isinstance(node, IfNode):
            return self._case(node)
        if isinstance(node, ForNode):
            return self._loop(node)
        return self._add("text", node, AS_IT_IS)

    def _expression(self, node: Node, expression: FilterExpression) -> str:
        if not isinstance(expression.var, Variable):  # a word in quotation marks
            return node.render(self.samples)
        path = expression.var.var
        if word := words.get(path):
            return self._add(
                word.name, node, word.meaning, sample=self._sample(node, word.name), instead=word.instead,
                is_needed=self.is_certain and word.name in NEEDED,
            )  # fmt: skip
        name = path.replace(".", "_")
        return self._add(name, node, AS_IT_IS, sample=f"[{name}]")

    def _include(self, node: IncludeNode) -> str:
        path = node.template.var
        if path.endswith(SIGNATURE):
            return self._add("signature", node, gettext_lazy("our name and contacts"), sample=self._sample(node, path))
        return self.text(self.template.engine.get_template(path).nodelist)

    def _case(self, node: IfNode) -> str:
        branches = node.conditions_nodelists
        only = len(branches) == 1
        if only and getattr(branches[0][0], "text", "") in ASSUMED:
            return self.text(branches[0][1])
        certain, self.is_certain = self.is_certain, False
        inner = [self._branch(nodelist) for _condition, nodelist in branches]
        self.is_certain = certain
        first = inner[0]
        lead, trail = first[: len(first) - len(first.lstrip())], first[len(first.rstrip()) :]
        said = [text.strip() for text in inner]
        meaning = ONLY_IF if only else ONE_OF
        name = self._add(_name_of(branches[0][0]), node, meaning, sample=lazy(self._filled, str)(said[0]), cases=said)
        return f"{lead}{name}{trail}"

    def _branch(self, nodes: NodeList) -> str:
        """A branch in words; conditions within it say what they say first."""
        return "".join(
            self._branch(node.conditions_nodelists[0][1]) if isinstance(node, IfNode) else self._said(node)
            for node in nodes
        )

    def _loop(self, node: ForNode) -> str:
        name = node.sequence.var.var.replace(".", "_")
        within = _Reader(self.template, self.language)
        said = within._branch(node.nodelist_loop)
        sample = lazy(within._filled, str)(said.strip())
        is_needed = any(word in NEEDED for word in within.found)
        meaning = words[name].meaning if name in words else AS_IT_IS
        # What follows a loop has its own line.
        return self._add(name, node, meaning, sample=sample, is_needed=is_needed) + "\n\n"

    def _sample(self, node: Node, name: str) -> str | Promise:
        """Made when it is looked at: most never are, and some ask the database."""

        def render() -> str:
            try:
                with translation.override(self.language):
                    return node.render(self.samples)
            except Exception:  # a filter that needs a second value, of which there is no sample
                return f"[{name}]"

        return lazy(render, str)()

    def _filled(self, text: str) -> str:
        return PLACEHOLDER.sub(
            lambda found: str(self.found[found[1]].sample) if found[1] in self.found else found[0], text
        )

    def _add(
        self, name: str, node: Node, meaning, *, sample: str | Promise = "", is_needed=False, cases=(), instead=""
    ) -> str:
        """The placeholder in brackets; an expression that the file has twice is one placeholder."""
        wanted, number = name, 1
        while (other := self.found.get(name)) and not _is_same(other.node, node):
            number += 1
            name = f"{wanted}_{number}"
        if other:
            other.is_needed = other.is_needed or is_needed
        else:
            self.found[name] = Placeholder(name, meaning, node, sample, instead, is_needed, list(cases))
        return f"{{{name}}}"


def _name_of(condition) -> str:
    """``is_minor`` → ``if_minor``, ``move.move == "reopen"`` → ``if_move``: by what is asked first."""
    while not hasattr(condition, "text"):
        condition = condition.first
    leaf = condition.text.partition("|")[0].rpartition(".")[2]
    return f"if_{leaf.removeprefix('is_').removeprefix('has_')}"


def _is_same(one: Node, other: Node) -> bool:
    return type(one) is type(other) and one.token.contents == other.token.contents and not isinstance(one, IfNode)


def _sample_context() -> Context:
    """What previews are filled with: the samples of all words, each where its expression looks for it."""
    tree: dict = {}
    for path, word in words.items():
        *branches, leaf = path.split(".")
        place = tree
        for branch in branches:
            place = place.setdefault(branch, {})
        place[leaf] = word.sample
    return Context({**tree, "site": SimpleLazyObject(SiteSettings.load)}, autoescape=False)


def tidy(text: str) -> str:
    """Without spaces at line ends and without holes where nothing was filled in; one line break at the end."""
    text = re.sub(r"[ \t]+\n", "\n", text.replace("\r\n", "\n"))
    return re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"
