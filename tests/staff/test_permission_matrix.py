"""The table of docs/permissions.md is what the back office does: each role at each address and action of volunteering.

Addresses are taken from the URL configuration and actions from the admin, so that a new one fails until it is listed.
"""

import difflib
import re
import uuid

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.messages import ERROR, get_messages
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from volunteers import consents
from volunteers.models import (
    AccessLog,
    Application,
    BulkLetter,
    ConsentText,
    Erasure,
    Export,
    Feedback,
    Meeting,
    Question,
    Step,
    Story,
    SupportOption,
    Task,
    Terms,
    WorkNotice,
)

PAPER = settings.BASE_DIR / "docs" / "permissions.md"
BEGIN, END = "<!-- the table -->", "<!-- end of the table -->"
OURS = re.compile(r"^(volunteers/|lvg_portal/(letter|lettertext)/|autocomplete/)")
# With rights of three kinds on applications, a coordinator stands for three columns.
COLUMNS = ("anonymous", "editor", "own", "colleague's", "nobody's", "lead", "data officer", "superuser")
# Where an application has to stand for its page to be of use; elsewhere "active".
STATUSES = {
    "meeting": "in_review", "activity": "in_review", "agreement": "accepted", "sign": "accepted",
    "cancel_agreement": "accepted", "guardian": "active",
}  # fmt: skip
BY_POST = ("volunteers_application_find", "volunteers_bulkletter_write")  # asked for by GET, they lead back
AUTOCOMPLETED = [("accesslog", "application"), ("note", "application"), ("statusevent", "application")]


# --- Who and what -----------------------------------------------------------------------------------------------------
class Desk:
    """Three applications with all that can hang on them, and one row of every other table."""

    def __init__(self):
        self.people = {role: make.staff(role) for role in ("editor", "coordinator", "lead", "data officer")}
        self.people["superuser"] = make.staff("editor", is_superuser=True)
        owners = {"own": self.people["coordinator"], "colleague's": make.staff("coordinator"), "nobody's": None}
        self.applications = {whose: self._application(owner) for whose, owner in owners.items()}
        own = self.applications["own"]
        Terms.load().save()
        rows = [
            own.opportunity, ConsentText.objects.first(), Terms.load(),
            Step.objects.create(key="a", title_lt="Žingsnis", text_lt="Tekstas"),
            Question.objects.create(key="a", question_lt="Klausimas?", answer_lt="Atsakymas"),
            SupportOption.objects.create(key="a", title_lt="Rami vieta"),
            BulkLetter.objects.create(
                status="submitted", subject_lt="Laiškas", body_lt="Tekstas", created_by=self.people["coordinator"]
            ),
            Erasure.objects.create(keyed_hash="0" * 64, at=timezone.now()),
            Export.objects.create(what="x", file_format="csv", rows=1, purpose="x"),
            WorkNotice.objects.create(
                local_project=make.local_project(), what="Talka", announced_on="2026-01-01", work_on="2026-02-01"
            ),
            Letter.objects.create(key="received", refs={"application": own.pk}, status="failed"),
        ]  # fmt: skip
        self.rows = {row._meta.label_lower: row for row in rows}

    def _application(self, owner) -> Application:
        row = make.application(16, "active", owner=owner, person=make.person(16, email="vienas@pastas.lt"))
        row.twin = make.application(16, "declined", owner=owner, person=make.person(16, email="vienas@pastas.lt"))
        row.agreement = make.agreement(row)
        scan = storages["private"].save("agreements/x.pdf", ContentFile(b"%PDF-1.7\n%%EOF"))
        row.signature = row.agreement.signatures.first()
        type(row.signature).objects.filter(pk=row.signature.pk).update(route="scan", scan=scan)
        row.certificate = make.certificate(row, code=f"CODE{row.pk:06}")
        make.hours(row, status="confirmed")
        row.meeting = Meeting.objects.create(application=row, starts_at=timezone.now(), where="Alytus")
        consent = consents.give(row.person, ConsentText.current("news", "lt"))
        row.rows = {
            "volunteers.application": row,
            "volunteers.accesslog": AccessLog.objects.create(application=row),
            "volunteers.feedback": Feedback.objects.create(application=row, rating=5),
            "volunteers.story": Story.objects.create(
                consent=consent, title_lt="Vasara", text_lt="Tekstas", name="Vardas"
            ),
        }
        row.task = Task.objects.create(application=row, what="call", due_on=timezone.localdate())
        return row


def patterns() -> list[tuple[str, str]]:
    """(address, name) of everything about volunteering in the back office."""
    found = []

    def walk(entries, before=""):
        for entry in entries:
            route = before + str(entry.pattern)
            if hasattr(entry, "url_patterns"):
                walk(entry.url_patterns, route)
            elif OURS.match(route) and not route.endswith("<path:object_id>/"):  # an old address, which only redirects
                found.append((route, entry.name or ""))

    walk(admin.site.urls[0])
    return found


# --- Asking -----------------------------------------------------------------------------------------------------------
def address_of(desk: Desk, route: str, name: str, application: Application) -> str:
    key = {
        "merge": application.twin, "meeting_file": application.meeting, "revoke": application.certificate,
        "certificate_pdf": application.certificate, "agreement_pdf": application.agreement,
        "scan": application.signature,
    }.get(name.removeprefix("volunteers_application_"))  # fmt: skip
    rows = {**desk.rows, **application.rows}
    pk = getattr(rows.get(".".join(route.split("/")[:2])), "pk", 0)
    if name == "volunteers_in_kind":
        pk = desk.rows["volunteers.worknotice"].local_project_id
    values = {"<path:object_id>": pk, "<int:pk>": pk, "<int:key>": getattr(key, "pk", 0), "<slug:key>": "received"}
    for slot, value in values.items():
        route = route.replace(slot, str(value))
    return f"/admin/{route}"


def data_for(desk: Desk, name: str, application: Application) -> dict:
    return {
        "activity": {"opportunity": application.opportunity_id},
        "assign": {"owner": ""},
        "move": {"move": "pause", "reason": "Prašo"},
        "note": {"text": "Pastaba"},
        "task": {"task": application.task.pk},
        "guardian": {"answer": "withdraws", "route": "paper"},
        "find": {"words": "Pavyzdaitis"},
        "volunteers_bulkletter_write": {"status": "active", "chosen": application.pk, "key": uuid.uuid4()},
    }.get(name.removeprefix("volunteers_application_"), {})


def met(client, desk: Desk, route: str, name: str, whose: str) -> str:
    """What this column gets there, in one word; everything is as before afterwards."""
    application = desk.applications[whose if whose in desk.applications else "own"]
    address, own_name = address_of(desk, route, name, application), name.removeprefix("volunteers_application_")
    client.cookies.pop("messages", None)  # of the page before
    with transaction.atomic():
        Application.objects.filter(pk=application.pk).update(status=STATUSES.get(own_name, "active"))
        if own_name in ("agreement", "sign"):  # one that nobody has signed yet
            application.agreement.signatures.all().delete()
        if name == "autocomplete":
            answers = [client.get(address, _autocomplete(*field)) for field in AUTOCOMPLETED]
            answer = min(answers, key=lambda one: one.status_code)
        else:
            answer = None if name in BY_POST else client.get(address)
            if answer is None or answer.status_code == 405:
                answer = client.post(address, data_for(desk, name, application))
        word = _word(answer)
        transaction.set_rollback(True)
    return word


def _autocomplete(model: str, field: str) -> dict:
    return {"app_label": "volunteers", "model_name": model, "field_name": field}


def _word(answer) -> str:
    if answer.status_code in (400, 403, 404):
        return "–"
    if answer.status_code == 302 and "/login/" in answer.url:
        return "login"
    if answer.status_code == 302 and answer.url == "/admin/":  # Django's way of saying that there is no such row
        return "–"
    if any(message.level == ERROR for message in get_messages(answer.wsgi_request)):
        return "told why"
    return "yes" if answer.status_code in (200, 302) else str(answer.status_code)


def actions_of(desk: Desk) -> dict[str, list[str]]:
    """``application: claim_selected`` → who is offered it."""
    offered = {}
    users = {**_columns_to_users(desk), "anonymous": AnonymousUser()}
    for model, registered in admin.site._registry.items():
        if not OURS.match(f"{model._meta.app_label}/{model._meta.model_name}/"):
            continue
        for column, user in users.items():
            request = RequestFactory().get("/admin/")
            request.user = user
            may_view = user.is_authenticated and registered.has_view_permission(request)
            for action in registered.get_actions(request) if may_view else ():
                offered.setdefault(f"{model._meta.model_name}: {action}", []).append(column)
    return offered


def _columns_to_users(desk: Desk) -> dict[str, User]:
    coordinator = desk.people["coordinator"]
    return {**desk.people, "own": coordinator, "colleague's": coordinator, "nobody's": coordinator}


def measured(client) -> list[str]:
    """The lines of the table, as they are."""
    desk, rows = Desk(), {}
    users = _columns_to_users(desk)
    for column in COLUMNS:
        client.logout()
        if column in users:
            client.force_login(users[column])
        for route, name in patterns():
            rows.setdefault(f"`{route}`", []).append(met(client, desk, route, name, column))
    lines = [f"| {address} | {' | '.join(words)} |" for address, words in rows.items()]
    for action, columns in sorted(actions_of(desk).items()):
        words = ["login" if column == "anonymous" else "yes" if column in columns else "–" for column in COLUMNS]
        lines.append(f"| {action} | {' | '.join(words)} |")
    return sorted(lines)


@pytest.mark.django_db
def test_the_table_on_paper_is_what_the_back_office_does(client):
    table = PAPER.read_text().partition(BEGIN)[2].partition(END)[0]
    written = sorted(line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| Address"))

    found = measured(client)

    assert found == written, "\n" + "\n".join(difflib.unified_diff(written, found, "docs", "portal", lineterm="", n=0))
