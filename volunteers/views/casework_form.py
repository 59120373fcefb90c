"""The frame of every page with one form about one application."""

from django.template.response import TemplateResponse

from volunteers.forms.step import StepForm
from volunteers.models import Application


def form_page(request, application: Application, page: dict, form: StepForm, *, title: str, button: str, **more):
    """``page`` is what every admin page needs; ``more`` may hold a ``hint``."""
    return TemplateResponse(
        request,
        "admin/volunteers/application/serving_form.html",
        {**page, "application": application, "form": form, "title": title, "button": button, **more},
    )
