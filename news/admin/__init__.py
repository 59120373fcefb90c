from . import articles, events  # noqa: F401
