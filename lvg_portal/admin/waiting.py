"""What waits for an editor: drafts, what is scheduled, and letters that could not be sent."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal import letter_texts
from lvg_portal.back_office import Waiting, panel
from lvg_portal.models import Letter, Publishable, SiteSettings


@panel
def unpublished(request):
    """Drafts and scheduled items of every kind that the user may change."""
    for model in admin.site._registry:
        meta = model._meta
        if not issubclass(model, Publishable) or not request.user.has_perm(
            f"{meta.app_label}.change_{meta.model_name}"
        ):
            continue
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        if drafts := model.objects.filter(status=Publishable.Status.DRAFT).count():
            label = _("Drafts: %(what)s") % {"what": meta.verbose_name_plural}
            yield Waiting(label, drafts, f"{address}?status__exact=draft")
        scheduled = model.objects.filter(status=Publishable.Status.PUBLISHED, published_at__gt=timezone.now()).count()
        if scheduled:
            label = _("Scheduled: %(what)s") % {"what": meta.verbose_name_plural}
            yield Waiting(label, scheduled, f"{address}?status__exact=published")


@panel
def our_phone(request):
    """Pages say "call us" only where there is a number; who has no e-mail then has no way to us."""
    if request.user.has_perm("lvg_portal.change_sitesettings") and not SiteSettings.load().phone:
        address = reverse("admin:lvg_portal_sitesettings_changelist")
        yield Waiting(_("Our phone number is missing: who has no e-mail cannot reach us"), "!", address, is_late=True)


@panel
def letters(request):
    """Letters that were given up."""
    if request.user.has_perm("lvg_portal.view_letter") and (
        failed := Letter.objects.filter(status=Letter.Status.FAILED).count()
    ):
        address = reverse("admin:lvg_portal_letter_changelist")
        yield Waiting(_("Letters that could not be sent"), failed, f"{address}?status__exact=failed", is_late=True)


@panel
def own_words(request):
    """Staff's words for a letter that do not fit it any more: its own are sent instead."""
    if request.user.has_perm("lvg_portal.change_lettertext") and (unusable := letter_texts.unusable()):
        address = reverse("admin:lvg_portal_lettertext_changelist")
        yield Waiting(_("Letters whose own words do not fit any more"), len(unusable), address, is_late=True)
