"""Photos: the one folder of media/ that is handed out as it is. Documents come through views/pages.py."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A file of media/pictures/ and of no other folder. Its random name is never used for another picture."""
    response = serve(request, name, document_root=settings.MEDIA_ROOT / "pictures")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
