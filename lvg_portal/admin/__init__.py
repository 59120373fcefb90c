from . import letter_texts, letters, pages, pictures, site, users, waiting  # noqa: F401
