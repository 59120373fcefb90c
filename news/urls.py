from django.urls import include, path, register_converter
from django.utils.translation import pgettext_lazy

from . import feeds
from .views import articles, calendars, events


class Digits:
    """A number of as many digits as addresses promise; any other word may be a slug."""

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:0{self.length}}"


class Year(Digits):
    regex, length = "[0-9]{4}", 4


class Month(Digits):
    regex, length = "[0-9]{2}", 2


register_converter(Year, "yyyy")
register_converter(Month, "mm")

news = [
    path("", articles.article_list, name="list"),
    path("feed/", feeds.ArticleFeed(), name="feed"),
    path("<yyyy:year>/", articles.article_year, name="year"),
    path("<slug:slug>/", articles.article_detail, name="article"),
]
events_ = [
    path("", events.event_list, name="events"),
    path("feed/", feeds.EventFeed(), name="events_feed"),
    path("<yyyy:year>/<mm:month>/", events.event_month, name="month"),
    path("<slug:slug>.ics", calendars.event_ics, name="event_ics"),
    path("<slug:slug>/", events.event_detail, name="event"),
]

app_name = "news"
urlpatterns = [
    path(pgettext_lazy("address", "news/"), include(news)),
    path(pgettext_lazy("address", "events.ics"), calendars.events_ics, name="events_ics"),
    path(pgettext_lazy("address", "events/"), include(events_)),
]
