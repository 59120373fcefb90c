"""What our Atom feeds share: absolute addresses from the settings, whole texts, names that do not change."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from lvg_portal.middleware import clean_text
from lvg_portal.models import Publishable, SiteSettings
from lvg_portal.typography import typeset

LONGEST = 30


class FullAtom(Atom1Feed):
    """Atom whose entries carry the whole text as HTML beside a plain summary."""

    def root_attributes(self):
        # Links within the texts begin with "/".
        return {**super().root_attributes(), "xml:base": f"{settings.SITE_URL}/"}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, {**item, "description": None})
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", clean_text(item["description"]), {"type": "html"})


class PortalFeed(Feed):
    """A feed of Publishable items. A subclass says ``name()``, ``home()`` (the list it belongs to) and ``items()``.

    ``description_template`` renders one item, ``obj``, as HTML; the English feed holds what has been translated.
    """

    feed_type = FullAtom

    # Absolute addresses are ours, never those of the request's Host header.
    def link(self, obj=None):
        return settings.SITE_URL + self.home()

    def feed_url(self, obj=None):
        return self.link(obj) + "feed/"

    def title(self, obj=None):
        return f"{self.name()} – {SiteSettings.load().short_name}"

    def author_name(self, obj=None):
        return SiteSettings.load().name

    def item_title(self, item: Publishable):
        return clean_text(typeset(item.title))

    def item_link(self, item: Publishable):
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Publishable):
        # Not its address: a corrected slug would make an old item new again.
        return f"{settings.SITE_URL}/#{item._meta.model_name}-{item.pk}-{get_language()}"

    def item_pubdate(self, item: Publishable):
        return item.published_at

    def item_updateddate(self, item: Publishable):
        return max(item.updated_at, item.published_at)

    def item_extra_kwargs(self, item: Publishable):
        return {"summary": clean_text(typeset(item.summary))}
