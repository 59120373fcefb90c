from . import local, organisations, projects, vocabulary  # noqa: F401
