from . import letters, pages, pictures, site, waiting  # noqa: F401
