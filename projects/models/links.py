"""The links that make threads of projects."""

from copy import copy

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvg_portal.models.publishing import public_q

from .project import Project


class ProjectLinkQuerySet(models.QuerySet):
    def public(self, project: Project):
        """Those of ``project`` and others that visitors may see; itself may be a draft that staff preview."""
        return self.filter(public_q("earlier__") | Q(earlier=project), public_q("later__") | Q(later=project))

    def directed(self):
        """Those that carry something on; what merely complements is left out."""
        return self.exclude(kind=ProjectLink.Kind.COMPLEMENTS)

    def leads(self, start: int, goal: int) -> bool:
        """Whether one comes from project ``start`` to project ``goal`` by going from earlier to later ones."""
        seen, frontier = set(), {start}
        while frontier and goal not in frontier:
            seen |= frontier
            frontier = set(self.directed().filter(earlier__in=frontier).values_list("later", flat=True)) - seen
        return goal in frontier


class ProjectLink(models.Model):
    """How one project carries another on: from the earlier or enabling one to the later."""

    class Kind(models.TextChoices):
        CONTINUES = "continues", _("is continued by")
        MAKES_POSSIBLE = "makes-possible", _("makes possible")
        COMPLEMENTS = "complements", _("complements")

    earlier = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="links_later", verbose_name=_("earlier or enabling project")
    )
    later = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="links_earlier", verbose_name=_("later project")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)

    objects = ProjectLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link between projects")
        verbose_name_plural = _("links between projects")
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later", "kind"],
                name="project_link_once",
                violation_error_message=_("These two projects are already linked so."),
            ),
            models.CheckConstraint(
                name="project_link_joins_two",
                condition=~Q(earlier=F("later")),
                violation_error_message=_("A project cannot be linked to itself."),
            ),
            models.CheckConstraint(
                name="project_link_complement_once_a_pair",
                condition=~Q(kind="complements") | Q(earlier__lt=F("later")),
                violation_error_message=_("“Complements” has no direction and is kept once for a pair."),
            ),
        ]

    def __str__(self):
        return f"{self.earlier} {self.get_kind_display()} {self.later}"

    def save(self, *args, **kwargs):
        """Raises ValidationError when the link would close a circle."""
        self.put_in_order()
        with transaction.atomic(), connection.cursor() as cursor:
            # Two people could each add one half of a circle: whoever comes second waits here and sees the first half.
            # Locking the two projects would not do, for a circle may close over projects that neither of them names.
            cursor.execute(f"LOCK TABLE {self._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
            self.refuse_circle()
            super().save(*args, **kwargs)

    def clean(self):
        self.refuse_circle()

    def validate_constraints(self, exclude=None):
        # Not put_in_order() itself: an inline form of the admin would overwrite its own half of the pair again.
        ordered = copy(self)
        ordered.put_in_order()
        super(ProjectLink, ordered).validate_constraints(exclude)

    def put_in_order(self):
        """“Complements” has no direction: the project with the lower number always stands first."""
        if self.kind == self.Kind.COMPLEMENTS and self.earlier_id and self.later_id and self.earlier_id > self.later_id:
            self.earlier_id, self.later_id = self.later_id, self.earlier_id

    def refuse_circle(self):
        """Raise ValidationError when the later project already leads to the earlier one."""
        if self.kind == self.Kind.COMPLEMENTS or not (self.earlier_id and self.later_id):
            return
        if self.earlier_id == self.later_id:  # a constraint says so better
            return
        if ProjectLink.objects.exclude(pk=self.pk).leads(self.later_id, self.earlier_id):
            raise ValidationError(_("The later project already leads to the earlier one: this would close a circle."))
