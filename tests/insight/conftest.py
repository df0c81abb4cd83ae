"""The worked month with its figures kept, as the job keeps them."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker
from tests.browser import browser, window
from tests.fixture_a import AS_OF_A, MONTH_A
from tests.worked import committed, worked_month

__all__ = ["browser", "committed", "window", "worked_month"]


@pytest.fixture(scope="module")
def kept_month(worked_month: object, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """What the process `wortel figures` answers for September, seen on 8 October."""
    from django.db import connection

    from wortel.metrics.reckoning.cells import Question
    from wortel.metrics.reckoning.engines import PostgresEngine
    from wortel.metrics.reckoning.reckon import reckon_for_pages

    question = Question(MONTH_A, AS_OF_A, timedelta(hours=168), answer_within=20, short=5)
    with (
        django_db_blocker.unblock(),
        closing(PostgresEngine.connect(**connection.get_connection_params())) as engine,
    ):
        return reckon_for_pages(question, engine).as_json()
