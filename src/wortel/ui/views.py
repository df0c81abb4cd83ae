from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wortel.ui import icons
from wortel.ui.samples.parts import parts


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Every component with the figures of the worked example."""
    return render(request, "ui/sheet.html", parts())


@require_safe
@cache_control(public=True, max_age=86_400)
def icons_svg(request: HttpRequest) -> HttpResponse:
    return HttpResponse(icons.sprite(), content_type="image/svg+xml")
