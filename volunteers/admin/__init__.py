from . import applications, log, opportunities, reports, texts, waiting, worknotices  # noqa: F401
