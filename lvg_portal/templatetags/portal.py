"""Placeholder until the filters arrive."""

from django import template

register = template.Library()
