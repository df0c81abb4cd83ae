from tests.browser import browser, window
from tests.ui.stage import stage

__all__ = ["browser", "stage", "window"]
