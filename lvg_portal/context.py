"""Placeholder: the design builder replaces it."""


def portal(request):
    return {}
