from . import applications, leaving, log, opportunities, reports, texts, waiting, worknotices  # noqa: F401
