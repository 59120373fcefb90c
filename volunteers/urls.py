"""Volunteering: the landing page, applying, one's own application; one opportunity comes last."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from volunteers.views import apply, certificates, guardian, my_serving, opportunities, other_ways
from volunteers.views.my import consents, contacts, data, feedback, link, status
from volunteers.views.my import guardian as own_guardian

app_name = "volunteers"

APPLY = [
    path("", apply.start, name="apply"),
    path(pgettext_lazy("address", "about-you/"), apply.step, {"step": "about"}, name="step"),
    path(pgettext_lazy("address", "what-and-when/"), apply.step, {"step": "what"}, name="step"),
    path(pgettext_lazy("address", "support/"), apply.step, {"step": "support"}, name="step"),
    path(pgettext_lazy("address", "guardian/"), apply.step, {"step": "guardian"}, name="step"),
    path(pgettext_lazy("address", "check/"), apply.check, name="check"),
    path(pgettext_lazy("address", "received/"), apply.received, name="received"),
    path(pgettext_lazy("address", "too-early/"), apply.too_young, name="too_young"),
    path(pgettext_lazy("address", "easy/"), other_ways.easy_to_read, name="easy"),
    path(pgettext_lazy("address", "on-paper/"), other_ways.on_paper, name="on_paper"),
]
MY = [
    path("", status.my, name="my"),
    path(pgettext_lazy("address", "withdraw/"), status.withdraw, name="my_withdraw"),
    path("meeting.ics", status.meeting, name="my_meeting"),
    path(pgettext_lazy("address", "guardian/"), own_guardian.guardian, name="my_guardian"),
    path(pgettext_lazy("address", "contacts/"), contacts.correct, name="my_contacts"),
    path(pgettext_lazy("address", "e-mail/"), contacts.email, name="my_email"),
    path(pgettext_lazy("address", "consents/"), consents.index, name="my_consents"),
    path(pgettext_lazy("address", "support/"), consents.support, name="my_support"),
    path(pgettext_lazy("address", "data/"), data.page, name="my_data"),
    path("data.json", data.file, name="my_data_file"),
    path(pgettext_lazy("address", "erase/"), data.erase, name="my_erase"),
    path(pgettext_lazy("address", "feedback/"), feedback.form, name="my_feedback"),
    path(pgettext_lazy("address", "hours/"), my_serving.my_hours, name="my_hours"),
    path(pgettext_lazy("address", "hours/<int:pk>/"), my_serving.my_hours_change, name="my_hours_change"),
    path(pgettext_lazy("address", "hours/pdf/"), my_serving.my_hours_pdf, name="my_hours_pdf"),
    path(pgettext_lazy("address", "agreement/"), my_serving.my_agreement_pdf, name="my_agreement_pdf"),
    path(pgettext_lazy("address", "certificate/<int:pk>/"), my_serving.my_certificate_pdf, name="my_certificate_pdf"),
]
CONFIRM = [
    path("<str:token>/", link.confirm, name="confirm"),
    path(pgettext_lazy("address", "e-mail/<str:token>/"), contacts.confirm_email, name="new_email"),
]
CONSENT = [
    path("", guardian.consent, name="consent"),
    path(pgettext_lazy("address", "revoke/"), guardian.revoke, name="consent_revoke"),
]
VOLUNTEERING = [
    path("", opportunities.landing, name="landing"),
    path(pgettext_lazy("address", "apply/"), include(APPLY)),
    path(pgettext_lazy("address", "confirm/"), include(CONFIRM)),
    path(pgettext_lazy("address", "my/erased/"), data.erased, name="erased"),
    path(pgettext_lazy("address", "my/"), include([path("<str:token>/", include(MY))])),
    path(pgettext_lazy("address", "consent/"), include([path("<str:token>/", include(CONSENT))])),
    path(pgettext_lazy("address", "link/"), link.link, name="link"),
    # The fixed words stand before the slug, and no slug may be one of them (lvg_portal/models/slugs.py).
    path("<slug:slug>/", opportunities.opportunity, name="opportunity"),
]

CERTIFICATES = [
    path("", certificates.index, name="certificates"),
    path("<str:number>/", certificates.certificate, name="certificate"),  # printed on paper: it must never change
]

urlpatterns = [
    path(pgettext_lazy("address", "volunteering/"), include(VOLUNTEERING)),
    path(pgettext_lazy("address", "certificates/"), include(CERTIFICATES)),
]
