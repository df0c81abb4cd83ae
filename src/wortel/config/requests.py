"""Gives each request an id, which its answer and all its log lines carry."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from wortel.config.log_lines import current_request

HEADER = "X-Request-ID"
SAFE = re.compile(r"[A-Za-z0-9._-]{1,64}")


class RequestId:
    """Takes the id that a proxy gave, when it is harmless, so that both logs name the same one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if SAFE.fullmatch(given) else secrets.token_hex(8)
        token = current_request.set(name)
        try:
            response = self._get_response(request)
        finally:
            current_request.reset(token)
        response[HEADER] = name
        return response
