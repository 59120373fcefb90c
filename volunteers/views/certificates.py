"""Is this certificate genuine? Anyone may ask by its number; whoever holds the paper learns whose it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lvg_portal import throttle
from volunteers import certificates
from volunteers.forms.serving import CodeForm, NumberForm
from volunteers.models import Certificate

CODES_AN_HOUR = 30  # tried from one address
CODES_OF_ONE = 100  # tried on one certificate, wherever from


@require_http_methods(["GET", "HEAD"])
def index(request: HttpRequest) -> HttpResponse:
    """Where somebody types the number that stands on a paper."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_bound and form.is_valid():
        if number := certificates.clean_number(form.cleaned_data["number"]):
            return redirect("volunteers:certificate", number)
        form.add_error("number", _("A number looks like this: PAZ-2026-0001."))
    return _private(render(request, "volunteers/certificate_index.html", {"form": form}))


# The form changes nothing and knows nobody: a token would only set a cookie for whoever reads.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Valid, revoked or unknown. The name is shown only to whoever types the code from the paper."""
    clean = certificates.clean_number(number)
    if clean and clean != number and request.method != "POST":
        return redirect("volunteers:certificate", clean)
    found = Certificate.objects.filter(number=clean).select_related("application__person").first() if clean else None
    if found is None:
        form = NumberForm(initial={"number": number[:40]})
        return _private(render(request, "volunteers/certificate_unknown.html", {"form": form}, status=404))
    form, name, status = CodeForm(request.POST or None), "", 200
    if request.method == "POST" and form.is_valid():
        if _is_tried_too_often(request, found):
            form.add_error("code", _("Too many codes have been tried. Try again in an hour, or write to us."))
            status = 429
        elif not certificates.code_fits(found, form.cleaned_data["code"]):
            form.add_error("code", _("This is not the code of this certificate. Look at the bottom of the paper."))
        else:
            name = found.application.person.full_name.strip()
    context = {
        "certificate": found,
        "is_anonymous": found.application.person.is_anonymous,
        "form": form,
        "name": name,
    }
    return _private(render(request, "volunteers/certificate.html", context, status=status))


def _is_tried_too_often(request: HttpRequest, found: Certificate) -> bool:
    by_address = throttle.too_many(request, "certificate-code", limit=CODES_AN_HOUR)
    return throttle.too_many(request, "certificate-code-of", limit=CODES_OF_ONE, whose=found.number) or by_address


def _private(response: HttpResponse) -> HttpResponse:
    """A certificate may be revoked at any moment, and a name is nothing for caches."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
