from . import local, organisations, projects, vocabulary, waiting  # noqa: F401
