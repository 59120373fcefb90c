"""What waits for an editor among the projects."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal.back_office import Waiting, panel
from projects.models import Project


@panel
def overdue(request):
    """Projects that still say "under way" though their last year is over."""
    if not request.user.has_perm("projects.change_project"):
        return
    this_year = timezone.localdate().year
    if count := Project.objects.filter(stage=Project.Stage.ACTIVE, end_year__lt=this_year).count():
        address = f"{reverse('admin:projects_project_changelist')}?stage__exact=active&end_year__lt={this_year}"
        yield Waiting(_("Projects under way whose last year is over"), count, address)
