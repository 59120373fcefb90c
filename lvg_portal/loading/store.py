"""Puts rows into the database and remembers them: staff's edits are left alone, what staff deleted stays deleted."""

import hashlib
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models
from django.db.models import Q

from lvg_portal.models import LoadedItem
from lvg_portal.richtext import RichTextField

from .reader import Entry, Library


class Store:
    """``known[Project]["some-slug"]`` is the row of an item, or None where the database has none (any more)."""

    def __init__(self, library: Library, *, with_examples: bool):
        self.library = library
        self.with_examples = with_examples
        self.known: dict[type, dict] = defaultdict(dict)
        self.counts = Counter()
        self.warnings: list[str] = []
        self._loaded = {(item.kind, item.key): item for item in LoadedItem.objects.all()}

    def put(
        self,
        model: type[models.Model],
        entry: Entry,
        fields: dict,
        *,
        many: dict | None = None,
        lines: dict | None = None,
        key: str = "",
        is_example: bool = False,
    ):
        """Load one item; returns its row, or None where there is none.

        Args:
            fields: the row's values; rows of other models as they are.
            many: rows of many-to-many fields.
            lines: rows that belong to this one, as values: ``{"funding": [{…}, …]}``.
            key: the item's name in the file, if it is not the entry's.
            is_example: invented, loaded on request only.

        Raises BrokenData when the row would break a rule of its model.
        """
        key, many, lines = key or entry.name, many or {}, lines or {}
        kind = model._meta.label_lower
        loaded = self._loaded.get((kind, key))
        row = model.objects.filter(pk=loaded.object_id).first() if loaded else _made_by_staff(model, fields)
        self.known[model][key] = row
        outcome = self._outcome(loaded, row, is_example)
        if outcome == "check":
            outcome = (
                "loaded" if row is None else self._compare(row, loaded, wanted_digests(model, fields, many, lines))
            )
        if outcome in {"loaded", "updated"}:
            row = self.known[model][key] = self._write(entry, row or model(), fields, many, lines)
            LoadedItem.objects.update_or_create(
                kind=kind,
                key=key,
                defaults={
                    "object_id": row.pk,
                    "digests": row_digests(model.objects.get(pk=row.pk), lines),
                    "is_example": is_example,
                },
            )
        self.counts[outcome] += 1
        return row

    def skip(self, model: type[models.Model], key: str):
        """An item that cannot be loaded because staff deleted what it hangs on."""
        self.known[model][key] = None
        self.counts["left out"] += 1

    def summary(self) -> str:
        """One line with figures: ``loaded 20, updated 1, unchanged 7, left alone 3``."""
        order = ["loaded", "updated", "unchanged", "left alone", "left out", "examples not asked for"]
        return ", ".join(f"{outcome} {self.counts[outcome]}" for outcome in order)

    def _outcome(self, loaded: LoadedItem | None, row, is_example: bool) -> str:
        if is_example and not self.with_examples:
            return "examples not asked for"
        if loaded is None:
            return "check" if row is None else "left alone"
        return "left out" if row is None else "check"

    def _compare(self, row, loaded: LoadedItem, wanted: dict[str, str]) -> str:
        lines = [name for name in loaded.digests if name.startswith("lines:")]
        now = row_digests(row, [name.removeprefix("lines:") for name in lines])
        if any(now[name] != digest for name, digest in loaded.digests.items() if name in now):
            return "left alone"
        return "unchanged" if all(loaded.digests.get(name) == wanted[name] for name in wanted) else "updated"

    def _write(self, entry: Entry, row, fields: dict, many: dict, lines: dict):
        for name, value in fields.items():
            setattr(row, name, value)
        try:
            row.full_clean()
            row.save()
            for name, others in many.items():
                getattr(row, name).set(others)
            for name, values in lines.items():
                manager = getattr(row, name)
                manager.all().delete()
                for order, value in enumerate(values):
                    line = manager.model(**{manager.field.name: row, "order": order, **value})
                    line.full_clean()
                    line.save()
        except ValidationError as error:
            what = getattr(error, "message_dict", None) or {"": error.messages}
            raise entry.broken(
                "; ".join(f"{name}: {' '.join(words)}".removeprefix("__all__: ") for name, words in what.items())
            ) from error
        except DatabaseError as error:  # a rule that only the database knows
            raise entry.broken(str(error).partition("\n")[0]) from error
        return row


def _made_by_staff(model, fields: dict):
    """The row that already stands where the new one would: it is theirs and is left as it is."""
    places = Q()
    for field in model._meta.concrete_fields:
        if field.unique and fields.get(field.name):
            places |= Q(**{field.name: fields[field.name]})
    for constraint in model._meta.total_unique_constraints:
        places |= Q(**{name: fields[name] for name in constraint.fields})
    return model.objects.filter(places).first() if places else None


# --- Digests: a row's values in one fixed form, each as a short SHA-256 ----------------------------------------------
def row_digests(row, lines) -> dict[str, str]:
    """Of every value that staff can change, read from the row; ``lines`` names the relations that belong to it."""
    values = {field.name: field.value_from_object(row) for field in _editable(type(row))}
    many = {field.name: getattr(row, field.name).all() for field in row._meta.many_to_many}
    belonging = {}
    for name in lines:
        manager = getattr(row, name)
        own = [field for field in _editable(manager.model) if field != manager.field]
        belonging[name] = [{field.name: field.value_from_object(line) for field in own} for line in manager.all()]
    return _digests(type(row), values, many, belonging)


def wanted_digests(model, fields: dict, many: dict, lines: dict) -> dict[str, str]:
    """The same of the values that the data file wants; only of what it names."""
    belonging = {}
    for name, values in lines.items():
        relation = model._meta.get_field(name)
        own = [field for field in _editable(relation.related_model) if field != relation.field]
        belonging[name] = [
            {field.name: {"order": order, **value}.get(field.name, field.get_default()) for field in own}
            for order, value in enumerate(values)
        ]
    editable = {field.name for field in _editable(model)}
    return _digests(model, {name: value for name, value in fields.items() if name in editable}, many, belonging)


def _editable(model) -> list[models.Field]:
    """The fields that staff can change. The bare name of a translated field only repeats one of its languages."""
    names = {field.name for field in model._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and f"{field.name}_lt" not in names
    ]


def _digests(model, values: dict, many: dict, lines: dict) -> dict[str, str]:
    digests = {name: _digest(_plain(model._meta.get_field(name), value)) for name, value in values.items()}
    digests |= {name: _digest(sorted(row.pk for row in rows)) for name, rows in many.items()}
    for name, rows in lines.items():
        line_model = model._meta.get_field(name).related_model
        plain = [
            {field: _plain(line_model._meta.get_field(field), value) for field, value in row.items()} for row in rows
        ]
        digests[f"lines:{name}"] = _digest(plain)
    return digests


def _plain(field: models.Field, value):
    """One spelling for values that mean the same: no value, a sum with or without cents, a time in any zone."""
    if isinstance(value, models.Model):
        return str(value.pk)
    if value is None or value == "":
        return ""
    if isinstance(field, RichTextField):
        return field.sanitize(value)
    if isinstance(field, models.DecimalField):
        return f"{Decimal(value):.{field.decimal_places}f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return str(value)


def _digest(value) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
