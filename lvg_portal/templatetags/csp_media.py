"""A form's scripts with the page's nonce: the editor's import map is inline, and the policy refuses inline scripts."""

from django import template
from js_asset import Media

register = template.Library()


@register.simple_tag(takes_context=True)
def media_with_nonce(context, media):
    """Render ``media`` so that the Content-Security-Policy of this answer lets its scripts run."""
    if not isinstance(media, Media):
        media = Media.from_media(media)
    # str(), because the nonce is made lazily and counts as false until it is asked for.
    return media.with_nonce(str(context["request"].csp_nonce)).render()
