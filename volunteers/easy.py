"""Easy to read: a choice of how the form is shown. It rides along in the address and is kept nowhere."""

from urllib.parse import urlencode

from django.http import HttpRequest

PARAMETER = "easy"


def is_asked(request: HttpRequest) -> bool:
    return PARAMETER in request.GET


def address(path: str, *, easy: bool, **query: str) -> str:
    """A path with its parameters, the choice among them; parameters that are empty are left out."""
    asked = {name: value for name, value in query.items() if value} | ({PARAMETER: "1"} if easy else {})
    return f"{path}?{urlencode(asked)}" if asked else path
