"""What all tests share."""

from tests.throwaway import django_db_modify_db_settings

__all__ = ["django_db_modify_db_settings"]
