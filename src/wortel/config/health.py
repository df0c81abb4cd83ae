"""Is this process alive, is it ready, and what has it done: for whoever watches it."""

import os
import time
from typing import Any, cast

import psycopg
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from wortel.accounts.access import open_to_all
from wortel.journey.audit import find_latest

PATIENCE_SECONDS = 4.0
_STARTED = time.time()


@open_to_all
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"})


@open_to_all
def ready(request: HttpRequest) -> JsonResponse:
    pool = cast("Any", connection).pool  # only PostgreSQL has one
    pool.open()  # nothing happens when it is
    try:
        # As a page would get it, but whoever watches must not wait as long as a page may.
        with pool.connection(timeout=PATIENCE_SECONDS) as line:
            line.execute("SELECT 1")
    except psycopg.Error:
        return JsonResponse({"status": "not ready", "why": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ready"})


@open_to_all
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text. Counts only: nothing about customers or colleagues stands here."""
    usage = os.times()
    lines = [
        "# TYPE process_cpu_seconds_total counter",
        f"process_cpu_seconds_total {usage.user + usage.system:.3f}",
        "# TYPE process_start_time_seconds gauge",
        f"process_start_time_seconds {_STARTED:.0f}",
        *_queue_lines(),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _queue_lines() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        jobs = cursor.fetchall()
        cursor.execute("SELECT state, count(*) FROM wortel_channels_delivery GROUP BY 1")
        deliveries = cursor.fetchall()
    audit = find_latest()
    return [
        "# TYPE wortel_audit_mismatches gauge",
        *([f"wortel_audit_mismatches {audit.count}"] if audit else []),
        "# TYPE wortel_jobs gauge",
        *(f'wortel_jobs{{status="{status}"}} {count}' for status, count in jobs),
        "# TYPE wortel_deliveries gauge",
        *(f'wortel_deliveries{{state="{state}"}} {count}' for state, count in deliveries),
    ]
