from .articles import Article, Category
from .events import Event

__all__ = ["Article", "Category", "Event"]
