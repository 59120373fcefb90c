"""News: the list, a year of it, one article."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal import addresses
from lvg_portal.paging import page_of
from news.archive import neighbours, year_span, years_of
from news.filters import ArticleFilter
from news.models import Article, Event
from news.months import FIRST_YEAR, LAST_YEAR
from projects.models import Project

PER_PAGE = 12


def article_list(request: HttpRequest) -> HttpResponse:
    rows = Article.objects.public().select_related("category").newest_first()
    filters = ArticleFilter(request.GET, queryset=rows, request=request)
    notice = "" if filters.is_valid() else _("We did not understand the filter, so it is not applied.")
    return render(
        request,
        "news/article_list.html",
        {
            "filters": filters,
            "notice": notice,
            "page": page_of(request, filters.qs, PER_PAGE),
            "years": years_of(Article.objects.public(), "published_at"),
            **{name: filters.form.cleaned_data.get(name) for name in ("category", "theme", "project")},
        },
    )


def article_year(request: HttpRequest, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    start, end = year_span(year)
    articles = Article.objects.public().filter(published_at__gte=start, published_at__lt=end)
    return render(
        request,
        "news/article_year.html",
        {
            "year": year,
            "page": page_of(request, articles.select_related("category").newest_first(), PER_PAGE),
            "years": years_of(Article.objects.public(), "published_at"),
        },
    )


def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    articles = Article.objects.public().select_related("category__theme", "theme", "cover")
    return render_article(request, addresses.find(articles, slug))


def render_article(request: HttpRequest, article: Article) -> HttpResponse:
    """One article as visitors see it; the back office shows drafts through the same."""
    projects = list(Project.objects.public().filter(articles=article).latest_first())
    events = Event.objects.public().filter(project__in=projects).order_by("-starts_at", "-pk")
    return render(
        request,
        "news/article_detail.html",
        {
            "article": article,
            "year": timezone.localtime(article.published_at).year,
            "alternates": addresses.alternates(article),
            "projects": projects,
            "events": events[:3],
            **neighbours(Article.objects.public(), article, "published_at"),
        },
    )
