"""The API itself. It is loaded at the first question: 13 MB that a process which only serves pages does not need."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI
from ninja.operation import Operation

from wortel.api import errors, tellings
from wortel.api.guard import QUESTIONS, Nobody, TokenThrottle
from wortel.api.routes import router

PREFIX = "/api/v1"


class Service(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Service(
    title="Wortel",
    version="1",
    description="Send orders, customers and contacts; read contacts, cases, problems, figures and what happened.",
    auth=Nobody(),
    throttle=TokenThrottle(QUESTIONS),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
errors.register(api)
api.add_router("", router)
api.add_router("", tellings.router)
_routes = URLResolver(RegexPattern(f"^{PREFIX}/"), api.urls[0])


def answer(request: HttpRequest) -> HttpResponseBase:
    """Give the question to its route."""
    try:
        found = _routes.resolve(request.path)
    except Resolver404:
        return errors.no_such_address()
    if found.url_name == "api-root":
        return errors.no_such_address()
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    if isinstance(response, HttpResponseNotAllowed):
        return errors.no_such_method(response["Allow"])
    response["Cache-Control"] = "no-store"
    return response


def schema() -> HttpResponse:
    """The description that programs read."""
    return api.create_response(HttpRequest(), described(), status=200)


def described() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix=f"{PREFIX}/"))
