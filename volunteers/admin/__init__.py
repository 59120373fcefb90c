from . import after, applications, bulk, leaving, log, opportunities, outbox, reports, texts, waiting, worknotices  # noqa: F401
