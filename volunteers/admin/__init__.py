from . import applications, log, opportunities, texts, waiting  # noqa: F401
