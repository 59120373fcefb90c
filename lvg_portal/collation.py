"""Sorting as the Lithuanian alphabet does, on any PostgreSQL (the packaged ones have no ICU collations)."""

from django.db.models import CharField, Func, Value
from django.db.models.functions import Collate, Lower

ALPHABET = " -0123456789aąbcčdeęėfghiįyjklmnopqrsštuųūvwxzž"
CODES = "".join(chr(33 + place) for place in range(len(ALPHABET)))


def alphabetical(field: str):
    """An ordering expression: ``order_by(alphabetical("title_lt"))`` puts č after c and y after į."""
    ranked = Func(Lower(field), Value(ALPHABET), Value(CODES), function="translate", output_field=CharField())
    return Collate(ranked, "C")
