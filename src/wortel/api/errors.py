"""What goes wrong is told as RFC 9457 asks, and says what to do."""

import json
from collections.abc import Sequence
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, Throttled, ValidationError

from wortel.api.reading import Fault, UnknownFields, pointer
from wortel.api.rules import NotACursor

HELP = "/settings/api/reference/#errors"


def problem(status: int, title: str, detail: str, faults: Sequence[Fault] = ()) -> HttpResponse:
    told: dict[str, Any] = {"type": HELP, "title": title, "status": status, "detail": detail}
    if faults:
        told["errors"] = [{"pointer": fault.pointer, "detail": fault.reason} for fault in faults]
    response = HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Wortel"'
    return response


def register(api: NinjaAPI) -> None:
    """Tell each thing that can go wrong in its own words."""
    api.add_exception_handler(AuthenticationError, _no_token)
    api.add_exception_handler(AuthorizationError, _no_scope)
    api.add_exception_handler(Throttled, _too_often)
    api.add_exception_handler(UnknownFields, _unknown_fields)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(NotACursor, _not_a_cursor)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(HttpError, _refused)


def no_such_address() -> HttpResponse:
    return problem(404, "No such address", "All addresses stand in /api/openapi.json.")


def no_such_method(allowed: str) -> HttpResponse:
    response = problem(405, "Not done here", f"This address knows {allowed} only.")
    response["Allow"] = allowed
    return response


def _no_token(request: HttpRequest, error: object) -> HttpResponse:
    detail = (
        "Send the header 'Authorization: Bearer wortel_…' with a token that has not expired and was not revoked. "
        "An administrator makes one under Settings, API."
    )
    return problem(401, "No valid token", detail)


def _no_scope(request: HttpRequest, error: object) -> HttpResponse:
    detail = f"This token does not have the right '{error}'. An administrator can make one that does."
    return problem(403, "Not allowed with this token", detail)


def _too_often(request: HttpRequest, error: object) -> HttpResponse:
    wait = ceil(getattr(error, "wait", None) or 60)
    response = problem(429, "Too many questions", f"Wait {wait} seconds; send rows together, up to 1,000 at a time.")
    response["Retry-After"] = str(wait)
    return response


def _unknown_fields(request: HttpRequest, error: object) -> HttpResponse:
    detail = "Nothing was taken. Leave out the fields named below, or put them under 'attributes'."
    return problem(422, "Unknown fields", detail, getattr(error, "faults", ()))


def _not_valid(request: HttpRequest, error: object) -> HttpResponse:
    found = [
        Fault(pointer(*fault["loc"][2:] if fault["loc"][0] == "body" else fault["loc"]), fault["msg"])
        for fault in getattr(error, "errors", [])
    ]
    detail = "Nothing was taken. Mend what is named below and send it again; a list holds 1 to 1,000 rows."
    return problem(422, "Not understood", detail, found)


def _not_a_cursor(request: HttpRequest, error: object) -> HttpResponse:
    detail = "Give the 'next' of an earlier answer, unchanged, or leave 'after' out to begin at the first."
    return problem(422, "Not a place in this list", detail)


def _too_big(request: HttpRequest, error: object) -> HttpResponse:
    return problem(413, "Too big", "Nothing was taken. Send fewer rows at a time.")


def _not_found(request: HttpRequest, error: object) -> HttpResponse:
    return problem(
        404, "Not found", "There is nothing here with this number, or no figure of this month has been reckoned yet."
    )


def _refused(request: HttpRequest, error: object) -> HttpResponse:
    status = getattr(error, "status_code", 400)
    if status == 400:
        return problem(400, "Not JSON", "Nothing was taken. The body must be one JSON object in UTF-8.")
    return problem(status, "Refused", str(error))
