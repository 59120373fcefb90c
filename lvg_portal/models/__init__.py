from .contact import ContactMessage
from .content import LoadedItem
from .letters import Letter, LetterText
from .pages import Document, Page
from .pictures import Picture
from .publishing import Publishable, PublishableQuerySet, public_q
from .site import OrganisationFact, SiteSettings
from .slugs import OldAddress
from .throttle import Throttle

__all__ = [
    "ContactMessage",
    "Document",
    "Letter",
    "LetterText",
    "LoadedItem",
    "OldAddress",
    "OrganisationFact",
    "Page",
    "Picture",
    "Publishable",
    "PublishableQuerySet",
    "SiteSettings",
    "Throttle",
    "public_q",
]
