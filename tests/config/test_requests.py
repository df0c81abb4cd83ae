"""A request can be followed through the logs."""

import json
import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from wortel.config.log_lines import JsonLines
from wortel.config.requests import RequestId


def logged(message: str, error: BaseException | None = None) -> dict[str, str]:
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("wortel.desk", logging.WARNING, __file__, 1, message, (), trace)
    line = JsonLines().format(record)
    assert "\n" not in line
    return dict(json.loads(line))


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(logged("somebody waits")["request"])


@pytest.mark.parametrize("given", ["proxy-12.a", ""])
def test_an_answer_names_the_id_of_its_log_lines(given: str) -> None:
    response = RequestId(answer)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert isinstance(response, HttpResponse)
    assert response["X-Request-ID"] == response.content.decode()
    assert response["X-Request-ID"] == given or not given


@pytest.mark.parametrize("given", ["two\r\nlines", "x" * 65, 'a"b'])
def test_a_harmful_id_is_replaced(given: str) -> None:
    response = RequestId(answer)(RequestFactory().get("/", headers={"X-Request-ID": given}))
    assert response["X-Request-ID"] not in ("", given)


def test_outside_a_request_there_is_no_id() -> None:
    assert "request" not in logged("a job waits")


def test_a_traceback_is_one_line() -> None:
    with pytest.raises(ValueError, match="kapot") as broke:
        raise ValueError("“kapot”")
    assert "ValueError: “kapot”" in logged("it broke", broke.value)["trace"]
