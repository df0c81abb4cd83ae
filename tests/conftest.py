"""What all tests share."""

from tests.skips import pytest_sessionfinish, pytest_terminal_summary
from tests.throwaway import django_db_modify_db_settings

__all__ = ["django_db_modify_db_settings", "pytest_sessionfinish", "pytest_terminal_summary"]
