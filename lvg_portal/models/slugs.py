"""Addresses that must keep working: what a slug may be, and where an old one leads (links stand on printed posters)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# The fixed words of the promised addresses, in both languages: none of them may become a slug, whatever the kind.
RESERVED = sorted(
    {
        *(
            "feed",
            "admin",
            "api",
            "static",
            "media",
            "en",
            "lt",
            "healthz",
            "readyz",
            "virselis",
            "r",
            "metai",
            "years",
        ),
        *("projektai", "projects", "temos", "themes", "lesos", "money", "kvietimai", "calls", "ideja", "idea"),
        *("naujienos", "news", "renginiai", "events", "registracija", "register", "registration"),
        *("savanoryste", "volunteering", "paraiska", "apply", "mano", "my", "patvirtinimas", "confirm"),
        *("nuoroda", "link", "sutikimas", "consent", "galimybes", "opportunities", "paieska", "search"),
        *("organizacijos", "organisations", "vietos", "places", "pazymejimai", "certificates"),
        *("prenumerata", "subscribe", "naujienlaiskiai", "newsletters", "medis", "site-map"),
        *("vietos-projektai", "local-projects", "dokumentai", "documents", "gavome", "received"),
    }
)
YEAR = r"^[0-9]{4}$"


def free_slug(value: str) -> None:
    """Raise ValidationError for a slug that is a fixed word of the portal's addresses, or a year."""
    if value in RESERVED or (value.isdigit() and len(value) == 4):
        raise ValidationError(_("“%(slug)s” is kept for the portal's own pages. Add a word."), params={"slug": value})


def slug_constraints(kind: str) -> list[models.CheckConstraint]:
    """The same rule for the database, for a model whose ``slug`` is kept in both languages."""
    return [
        models.CheckConstraint(
            name=f"{kind}_slug_{language}_is_free",
            condition=Q(**{f"slug_{language}__isnull": True})
            | ~(Q(**{f"slug_{language}__in": RESERVED}) | Q(**{f"slug_{language}__regex": YEAR})),
            violation_error_message=_("This address is kept for the portal's own pages. Add a word."),
        )
        for language in ("lt", "en")
    ]


class OldAddress(models.Model):
    """A slug that an item once had; asking for it is answered with 301 to where the item is now."""

    kind = models.CharField(max_length=40)  # the model's label: "projects.project"
    language = models.CharField(max_length=2)
    slug = models.CharField(max_length=120)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language", "slug"], name="old_address_is_unique")]

    def __str__(self):
        return f"{self.kind} {self.language} {self.slug}"


class Addressed(models.Model):
    """A model with ``slug_lt`` and ``slug_en`` whose old slugs keep leading to it."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        before, kind = getattr(self, "_slugs_before", {}), self._meta.label_lower
        for language in ("lt", "en"):
            slug, old = getattr(self, f"slug_{language}"), before.get(language)
            if old and old != slug:
                OldAddress.objects.update_or_create(
                    kind=kind, language=language, slug=old, defaults={"object_id": self.pk}
                )
        self._slugs_before = {language: getattr(self, f"slug_{language}") for language in ("lt", "en")}

    def delete(self, *args, **kwargs):
        OldAddress.objects.filter(kind=self._meta.label_lower, object_id=self.pk).delete()
        return super().delete(*args, **kwargs)

    @classmethod
    def from_db(cls, db, field_names, values):
        item = super().from_db(db, field_names, values)
        item._slugs_before = {
            language: item.__dict__.get(f"slug_{language}")
            for language in ("lt", "en")
            if f"slug_{language}" in field_names
        }
        return item
