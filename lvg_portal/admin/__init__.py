from . import letters, pages, pictures, site, users, waiting  # noqa: F401
