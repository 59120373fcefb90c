"""What staff write that is no article: standing pages and documents."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvg_portal import search
from lvg_portal.documents import check_document, document_place
from lvg_portal.richtext import RichTextField

from .publishing import Publishable
from .slugs import Addressed, free_slug, slug_constraints


class Page(Addressed, Publishable):
    class Menu(models.TextChoices):
        ABOUT = "about", _("About us")
        FUNDING = "funding", _("Funding")
        LEGAL = "legal", _("Rights and privacy")
        NONE = "", _("in no menu")

    key = models.SlugField(
        _("key"),
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("The stable name by which code knows the page."),
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    body = RichTextField(_("text"), blank=True)
    menu = models.CharField(_("menu"), max_length=10, choices=Menu.choices, blank=True, default="")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    to_confirm = models.TextField(
        _("still to be confirmed"), blank=True, help_text=_("One statement a line; visitors never see this list.")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["menu", "order", "pk"]
        constraints = [*Publishable.Meta.constraints, *slug_constraints("page")]
        indexes = [*Publishable.Meta.indexes, *search.indexes("page", "title", "summary", "body")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])


class Document(Publishable):
    class Kind(models.TextChoices):
        STATUTES = "statutes", _("Statutes")
        STRATEGY = "strategy", _("Strategy")
        MINUTES = "minutes", _("Minutes")
        PROCUREMENT = "procurement", _("Procurement")
        REPORT = "report", _("Reports")
        OTHER = "other", _("Other documents")

    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("lt", _("Lithuanian")), ("en", _("English"))], default="lt"
    )
    file = models.FileField(
        _("file"),
        upload_to=document_place,
        validators=[FileExtensionValidator(["pdf", "docx", "xlsx", "odt", "ods"]), check_document],
    )
    size = models.PositiveIntegerField(_("size, bytes"), default=0, editable=False)

    class Meta(Publishable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-year", "-pk"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["status", "kind", "-year", "-id"], name="document_kind_year"),
            *search.indexes("document", "title"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.size = self.file.size if self.file else 0
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("document", args=[self.pk])

    @property
    def file_type(self) -> str:
        """The file's kind in capitals: ``PDF``."""
        return self.file.name.rpartition(".")[2].upper()
