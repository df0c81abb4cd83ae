"""A browser for the journey through the pages."""

import os

from tests.browser import browser, window

__all__ = ["browser", "window"]

# The browser's library keeps a loop running in this thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
