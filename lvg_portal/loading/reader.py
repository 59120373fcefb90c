"""Reads the data files in lvg_portal/content/ and says plainly what is wrong in which item."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from django.utils import timezone
from django.utils.html import escape

VILNIUS = ZoneInfo("Europe/Vilnius")
MISSING = object()


class BrokenData(Exception):
    """A data file that cannot be loaded: which file, which item, what is wrong."""

    def __init__(self, file: str, item: str, what: str):
        super().__init__(f"{file}: {item}: {what}" if item else f"{file}: {what}")


class _Loader(yaml.SafeLoader):
    """YAML whose numbers with a point are exact, and in which no key stands twice."""


def _mapping(loader, node):
    keys = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node)
        if key in keys:
            raise yaml.constructor.ConstructorError(None, None, f"“{key}” stands twice", key_node.start_mark)
        keys.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


def _number(loader, node):
    return Decimal(node.value.replace("_", ""))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:float", _number)


class Library:
    """The data files of one folder, each read once."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._files: dict[str, Entry] = {}

    def file(self, name: str) -> "Entry":
        """A whole file as one entry."""
        if name not in self._files:
            self._files[name] = Entry(name, "", _parse(self.folder / name))
        return self._files[name]

    def entries(self, name: str, section: str, key: str) -> list["Entry"]:
        """The items of a file's list; ``key`` is the field that names them. No two may share a name or an address."""
        entries = self.file(name).children(section, key)
        for field in {key, "slug", "slug_en"}:
            _refuse_doubles(entries, field)
        return entries

    def check_that_all_was_read(self):
        """Raise BrokenData for a field that nobody asked for: it is misspelt, or the loader does not know it yet."""
        for file in self._files.values():
            file.check_that_all_was_read()


def _parse(path: Path) -> dict:
    try:
        values = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except FileNotFoundError as error:
        raise BrokenData(path.name, "", f"the file is missing in {path.parent}") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise BrokenData(path.name, "", " ".join(str(error).split())) from error
    if not isinstance(values, dict):
        raise BrokenData(path.name, "", "this is not a file of named lists")
    return values


def _refuse_doubles(entries: list["Entry"], field: str):
    seen = set()
    for entry in entries:
        value = entry.values.get(field)
        if value is not None and value in seen:
            raise entry.broken(f"{field} “{value}” is taken by another item")
        seen.add(value)


class Entry:
    """One item of a data file. Its methods give checked values, or raise BrokenData that names file, item and field."""

    def __init__(self, file: str, name: str, values: dict, position: int = 0):
        self.file, self.name, self.values, self.position = file, name, values, position
        self._read: set[str] = set()
        self._inner: dict[str, list[Entry]] = {}

    def broken(self, what: str) -> BrokenData:
        return BrokenData(self.file, self.name, what)

    def get(self, key: str, *kinds: type, optional: bool = False):
        """The value as it stands, of one of ``kinds``; None where it is null or, if optional, not there."""
        self._read.add(key)
        value = self.values.get(key, None if optional else MISSING)
        if value is MISSING:
            raise self.broken(f"{key} is missing")
        # Python counts True as an int; a data file does not.
        if value is not None and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
            raise self.broken(f"{key}: “{value}” is not {' or '.join(kind.__name__ for kind in kinds)}")
        return value

    def ignore(self, *keys: str):
        """Say that these fields are known and not loaded."""
        self._read.update(keys)

    def check_that_all_was_read(self):
        if unknown := sorted(map(str, set(self.values) - self._read)):
            raise self.broken(f"unknown field: {', '.join(unknown)}")
        for entries in self._inner.values():
            for entry in entries:
                entry.check_that_all_was_read()

    def child(self, key: str) -> "Entry":
        """A group of fields."""
        if key not in self._inner:
            self._inner[key] = [Entry(self.file, f"{self.name} {key}".strip(), self.get(key, dict) or {})]
        return self._inner[key][0]

    def children(self, key: str, name: str = "") -> list["Entry"]:
        """A list of items; ``name`` is the field that names each, else they are numbered."""
        if key not in self._inner:
            values = self.get(key, list) or []
            self._inner[key] = [self._item(key, name, position, item) for position, item in enumerate(values)]
        return self._inner[key]

    def _item(self, key: str, name: str, position: int, values) -> "Entry":
        numbered = f"{self.name} {key} {position + 1}".strip()
        if not isinstance(values, dict):
            raise self.broken(f"{numbered}: “{values}” is not an item with fields")
        if not name:
            return Entry(self.file, numbered, values, position)
        entry = Entry(self.file, str(values.get(name) or numbered), values, position)
        entry.text(name)
        return entry

    # --- Words ---
    def text(self, key: str, *, optional: bool = False) -> str:
        """The text; "" for null where it is optional."""
        value = self.get(key, str, optional=optional)
        if not value and not optional:
            raise self.broken(f"{key} is empty")
        return (value or "").strip()

    def pair(self, source: str, target: str, *, optional: bool = False) -> dict[str, str | None]:
        """``{target_lt, target_en}`` from ``source_lt``, ``source_en`` (``lt``, ``en`` where source is "").

        Lithuanian must be there unless optional; English may be missing.
        """
        lt, en = (f"{source}_{language}".lstrip("_") for language in ("lt", "en"))
        return {f"{target}_lt": self.text(lt, optional=optional), f"{target}_en": self.text(en, optional=True) or None}

    def paragraphs(self, source: str) -> tuple[list[str], list[str]]:
        """The texts of ``source_lt`` and ``source_en``, as many in the one as in the other."""
        both = []
        for language in ("lt", "en"):
            lines = self.get(f"{source}_{language}", list)
            if not lines or not all(isinstance(line, str) and line.strip() for line in lines):
                raise self.broken(f"{source}_{language} is not a list of texts")
            both.append([line.strip() for line in lines])
        if len(both[0]) != len(both[1]):
            raise self.broken(f"{source}: {len(both[0])} texts in Lithuanian, {len(both[1])} in English")
        return both[0], both[1]

    def choice(self, key: str, known, *, optional: bool = False):
        """A word out of ``known``; out of a mapping, what it stands for there."""
        value = self.get(key, str, optional=optional)
        if value is None and optional:
            return None
        if value not in known:
            raise self.broken(f"{key}: “{value}” is not one of {', '.join(map(str, known))}")
        return known[value] if isinstance(known, dict) else value

    def ref(self, key: str, known: dict, *, optional: bool = True):
        """The row that the field names; None for null, and where the row is not in the database (any more)."""
        value = self.get(key, str, optional=optional)
        if value is not None and value not in known:
            raise self.broken(f"{key}: there is no “{value}”")
        return known.get(value)

    def refs(self, key: str, known: dict) -> list:
        """The rows that a list names, without those that are not in the database (any more)."""
        rows = []
        for value in self.get(key, list) or []:
            if value not in known:
                raise self.broken(f"{key}: there is no “{value}”")
            rows.append(known[value])
        return [row for row in rows if row is not None]

    def sources(self, key: str = "source") -> str:
        """The addresses among the sources, one a line; "seed", "demo" and the like stay behind."""
        value = self.get(key, str, list, optional=True) or []
        lines = [value] if isinstance(value, str) else value
        return "\n".join(line for line in lines if re.match(r"https?://", str(line)))

    # --- Numbers, days and hours ---
    def flag(self, key: str) -> bool:
        return bool(self.get(key, bool, optional=True))

    def whole(self, key: str, *, optional: bool = False) -> int | None:
        return self.get(key, int, optional=optional)

    def number(self, key: str, *, optional: bool = False) -> Decimal | None:
        value = self.get(key, int, Decimal, optional=optional)
        return None if value is None else Decimal(value)

    def money(self, key: str, *, optional: bool = False) -> Decimal | None:
        """EUR, exact to the cent; None where it is not known."""
        value = self.number(key, optional=optional)
        if value is not None and (value < 0 or value != round(value, 2)):
            raise self.broken(f"{key}: {value} is no sum of money")
        return value

    def day(self, key: str, *, optional: bool = False) -> date | None:
        return self.get(key, date, optional=optional)

    def span(self) -> dict:
        """``starts_at``, ``ends_at``, ``is_all_day`` from the fields start and end, in Europe/Vilnius.

        Bare dates are whole days: they end at the next midnight, on the first day where no end is given.
        """
        start, end = self.get("start", str, date), self.get("end", str, date)
        if start is None:
            if end is not None:
                raise self.broken("an end without a start")
            return {"starts_at": None, "ends_at": None, "is_all_day": True}
        if end is not None and isinstance(end, str) != isinstance(start, str):
            raise self.broken("start and end must both have an hour, or neither")
        if isinstance(start, date):
            last = end or start
            return {"starts_at": midnight(start), "ends_at": midnight(last + timedelta(days=1)), "is_all_day": True}
        return {"starts_at": self._moment("start"), "ends_at": self._moment("end"), "is_all_day": False}

    def _moment(self, key: str) -> datetime | None:
        value = self.get(key, str)
        if value is None:
            return None
        try:
            return datetime.strptime(value, "%Y-%m-%dT%H:%M").replace(tzinfo=VILNIUS)
        except ValueError as error:
            raise self.broken(f"{key}: “{value}” is no date with an hour such as 2026-12-05T14:30") from error


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VILNIUS)


def dated(moment: datetime | None) -> dict:
    """``published_at`` for what has begun: then, not now, or feeds and search would take the past for today's news."""
    return {"published_at": moment} if moment and moment <= timezone.now() else {}


def rich(paragraphs: list[str]) -> str:
    """Paragraphs of plain text as rich text."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
