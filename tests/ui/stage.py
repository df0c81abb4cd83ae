"""A page with one of each hook, served with the real security policy and the real scripts, without a database."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import engines
from django.test import override_settings
from django.urls import include, path
from django.utils import translation

from wortel.ui import menu

PAGE = """{% extends "ui/base.html" %}{% load ui %}{% block title %}Stage{% endblock %}
{% block main %}<div class="page" data-command-scope="zaak 25-10432">
<h1>Stage</h1>
<a id="cause" class="btn" href="#cause" data-key="o" data-command="Oorzaak blijft melden">Oorzaak blijft</a>
<a id="both" class="btn" href="#sent" data-key="Control+Shift+Enter">Verstuur en meld</a>
<button id="merge" class="btn" hx-post="/merge/" hx-swap="none" data-key="m">Samenvoegen</button>
<button id="send" class="btn" hx-post="/sent/" hx-swap="none">Verstuur</button>
<button id="break" class="btn" hx-post="/break/" hx-swap="none">Stuk</button>
<form method="post" action="/send/">
<textarea id="answer" name="text" data-draft="/draft/" aria-label="Antwoord"></textarea>
<span data-draft-status></span></form>
<ul class="rows" data-rows>{% for name in names %}
<li class="row{% if forloop.counter == 2 %} current{% endif %}"><a href="#{{ name }}">{{ name }}</a></li>
{% endfor %}</ul>
<div id="live" data-live="case:12 inbox" hx-get="/count/" hx-trigger="live">nog niets</div>
<div id="other" data-live="case:99" hx-get="/count/" hx-trigger="live">nog niets</div>
<button type="button" data-opens="sure">Weet je het zeker</button>
<details class="drop" id="more"><summary class="btn">Meer</summary>
<div class="drop-b"><button type="button">Later</button></div></details>
{% dialog "sure" "Weet je het zeker" %}<button type="button" data-closes>Ja</button>{% enddialog %}
</div>{% endblock %}"""


@dataclass
class Memory:
    """What the page sent, for a test to look at."""

    drafts: list[str] = field(default_factory=list)
    asked_from: list[str | None] = field(default_factory=list)
    undone: int = 0
    merged: int = 0
    is_down: bool = False
    single_keys: bool = True
    origin: str = ""


memory = Memory()


class Noor(AnonymousUser):
    name, initials, role, theme = "Noor Vermeer", "NV", "agent", ""

    @property
    def single_keys(self) -> bool:
        return memory.single_keys

    @property
    def is_authenticated(self) -> bool:  # type: ignore[override]  # somebody is signed in, without a database
        return True


class Somebody:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.user = Noor()  # type: ignore[assignment]  # has what the page asks of a user
        request.theme = request.GET.get("theme", "")  # type: ignore[attr-defined]  # set by a middleware of accounts
        with translation.override(request.GET.get("language", "nl")):
            return self.get_response(request)


def show(request: HttpRequest) -> HttpResponse:
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"names": ["ilse", "youssef", "marijke"]}, request))


def merge(request: HttpRequest) -> HttpResponse:
    memory.merged += 1
    response = HttpResponse(status=204)
    response["HX-Trigger"] = '{"toast": {"text": "Samengevoegd.", "undo_url": "/undo/"}}'
    return response


def sent(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204)
    response["HX-Trigger"] = '{"toast": {"text": "Verstuurd.", "undo_url": "/undo/", "seconds": 30}}'
    return response


def undo(request: HttpRequest) -> HttpResponse:
    memory.undone += 1
    return HttpResponse(status=204)


def draft(request: HttpRequest) -> HttpResponse:
    if memory.is_down:
        return HttpResponse(status=503)
    memory.drafts.append(request.POST["text"])
    return HttpResponse(status=204)


def count(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ververst")


def fall(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


def events(request: HttpRequest) -> HttpResponse:
    """One event, then the line breaks; the browser comes back and tells where it was."""
    memory.asked_from.append(request.headers.get("Last-Event-ID"))
    said = 'retry: 100\nid: 8\ndata: {"name": "contact.filed", "topics": ["case:12"]}\n\n'
    return HttpResponse(said if len(memory.asked_from) == 1 else "retry: 60000\n\n", content_type="text/event-stream")


def command(request: HttpRequest) -> JsonResponse:
    found = {"icon": "sprout", "label": "Factuur te laat", "hint": "Facturatie", "href": "#found", "tone": "rt"}
    groups = [{"title": "Oorzaken", "items": [found]}] if request.GET["q"] == "fact" else []
    return JsonResponse({"groups": groups})


urlpatterns = [
    path("", show, name="stage"),
    path("merge/", merge),
    path("sent/", sent),
    path("undo/", undo),
    path("draft/", draft),
    path("send/", draft),
    path("count/", count),
    path("break/", fall),
    path("events/", events),
    path("command/", command),
    path("", include("wortel.ui.urls")),
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "tests.ui.stage.Somebody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        pass


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    memory.__init__()  # type: ignore[misc]  # a fresh memory under the name the views know
    monkeypatch.setattr(menu, "_items", {})
    menu.register(menu.Item("Toneel", "house", "stage", "top", key="g t"))
    with make_server("127.0.0.1", 0, lambda *request: [], server_class=Threaded, handler_class=Quiet) as server:
        memory.origin = f"http://127.0.0.1:{server.server_port}"
        storage = "django.contrib.messages.storage.cookie.CookieStorage"
        with override_settings(
            ROOT_URLCONF=__name__,
            MIDDLEWARE=MIDDLEWARE,
            MESSAGE_STORAGE=storage,
            PUSH_URL=memory.origin,
            STATIC_ROOT=None,
        ):
            server.set_app(WSGIHandler())
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            yield memory
            server.shutdown()
