"""Stopping the weekly mail, without an account: this mail and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wortel.accounts.access import open_to_all
from wortel.accounts.queries import find_organisation
from wortel.portal.rules import initial
from wortel.portal.views.door import quietly
from wortel.problems import actions


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Opening the page changes nothing: programs that read mail open every link."""
    organisation = find_organisation()
    house = {"organisation": organisation, "initial": initial(organisation.name)}
    try:
        person = actions.find_reader(key)
    except actions.KeyNotValid:
        return quietly(render(request, "portal/closed.html", house, status=404))
    if request.method == "POST" and "again" in request.POST:
        actions.resume_digest(person=person)
    elif request.method == "POST":
        actions.refuse_digest(person=person, now=timezone.now())
    person.refresh_from_db(fields=["digest_refused_at"])
    with translation.override(person.language or translation.get_language()):
        page = render(request, "portal/digest_stop.html", {**house, "person": person, "key": key})
    return quietly(page)
