"""A process that serves the pages of figures loads nothing that reckons or prints."""

import os
import subprocess
import sys

import pytest

HEAVY = ("ibis", "duckdb", "numpy", "scipy", "pandas", "pyarrow", "fpdf", "statsmodels")
SERVE = f"""
import sys
import django
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
WSGIHandler()
get_resolver().url_patterns
from wortel.metrics import actions, queries, tasks
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


@pytest.mark.django_db
def test_web_and_worker_load_nothing_that_reckons() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "wortel.config.settings", "PYTHONPATH": "src"}
    words = [sys.executable, "-c", SERVE]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr[-500:]
