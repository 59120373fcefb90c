"""Who applies. Every application makes its own Person: nobody can overwrite someone by typing their address."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers import phones


class Person(models.Model):
    class Municipality(models.TextChoices):
        ALYTUS_DISTRICT = "alytus-district", _("Alytus district")
        BIRSTONAS = "birstonas", _("Birštonas")
        ALYTUS_CITY = "alytus-city", _("Alytus city")
        OTHER = "other", _("another")

    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    born_on = models.DateField(_("birth date"), null=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)  # E.164: +37061234567
    municipality = models.CharField(_("municipality"), max_length=16, choices=Municipality.choices)
    language = models.CharField(_("language"), max_length=2, default="lt")
    email_confirmed_at = models.DateTimeField(_("e-mail confirmed"), null=True, blank=True)
    new_email = models.EmailField(_("new e-mail, not confirmed yet"), blank=True)
    # Contacts leave before the name does, where the law keeps an agreement: see forgetting.py.
    contacts_erased_at = models.DateTimeField(_("contacts erased"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="person_can_be_reached",
                condition=~Q(email="") | ~Q(phone="") | Q(contacts_erased_at__isnull=False),
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
            models.CheckConstraint(
                name="person_whole_or_anonymous",
                condition=(Q(born_on__isnull=False) & ~Q(first_name="") & ~Q(last_name=""))
                | Q(
                    born_on__isnull=True,
                    first_name="",
                    last_name="",
                    email="",
                    phone="",
                    new_email="",
                    contacts_erased_at__isnull=False,
                ),
                violation_error_message=_("Give the first name, the last name and the birth date."),
            ),
            models.CheckConstraint(
                name="person_phone_is_e164",
                condition=Q(phone="") | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                violation_error_message=_("Write the number with its country code. For example, +370 612 34567"),
            ),
        ]
        indexes = [
            models.Index(fields=["email"], name="person_email"),
            models.Index(fields=["phone"], name="person_phone"),
        ]

    def __str__(self):
        # Lists, logs and error pages print objects: no name may slip out through here.
        return f"#{self.pk}"

    @property
    def is_anonymous(self) -> bool:
        """Nothing is left but what statistics need."""
        return self.born_on is None

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def phone_in_groups(self) -> str:
        return phones.pretty(self.phone)
