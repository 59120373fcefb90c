"""For whoever watches over the server: /healthz, the process lives; /readyz, it can serve. Strangers get one word."""

import shutil

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from lvg_portal.models import Letter

HEADERS = {"Cache-Control": "no-store"}
RETRY = HEADERS | {"Retry-After": "30"}


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is touched, the database least of all."""
    return HttpResponse("ok\n", content_type="text/plain", headers=HEADERS)


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every migration is applied, else 503. Staff see figures too."""
    try:
        problem = _what_is_missing()
        details = _details() if not problem and request.user.is_staff else None
    except Error:
        problem = "database"
    if problem:
        return HttpResponse("not ready\n", status=503, content_type="text/plain", headers=RETRY)
    if details is None:
        return HttpResponse("ready\n", content_type="text/plain", headers=HEADERS)
    return JsonResponse(details, headers=HEADERS)


def _what_is_missing() -> str:
    executor = MigrationExecutor(connection)
    return "migrations" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""


def _details() -> dict:
    """What staff watch: seconds the oldest due letter waits, letters given up, free disk, seconds since the backup."""
    now = timezone.now()
    oldest = Letter.objects.filter(status=Letter.Status.WAITING, due_at__lte=now).order_by("due_at", "pk").first()
    backups = [file.stat().st_mtime for file in settings.BACKUP_DIR.glob("*.dump")]
    return {
        "ready": True,
        "outbox_oldest_due_seconds": round((now - oldest.due_at).total_seconds()) if oldest else 0,
        "outbox_failed": Letter.objects.filter(status=Letter.Status.FAILED).count(),
        "disk_free_bytes": shutil.disk_usage(settings.VAR_DIR).free,
        "backup_age_seconds": round(now.timestamp() - max(backups)) if backups else None,
    }
