from . import pictures, waiting  # noqa: F401
