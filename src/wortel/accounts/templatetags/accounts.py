"""What the sign-in page knows besides its form."""

from django import template
from django.conf import settings

from wortel.accounts.models import Agent
from wortel.accounts.queries import is_demo, list_demo_agents

register = template.Library()


@register.simple_tag
def demo_agents() -> list[Agent]:
    """The people one may be in the demo, one for each role; nobody in any other organisation."""
    return list(list_demo_agents()) if settings.DEMO and is_demo() else []
