"""Says by name what was not tested. With CI=true that is a failure, except for data outside the checkout."""

import os
from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    write = terminalreporter.write_line
    outside = [report for report in _skipped(terminalreporter) if _is_outside(report)]
    others = [report for report in _skipped(terminalreporter) if not _is_outside(report)]
    if outside:
        write(f"NOT TESTED for want of data outside the checkout: {len(outside)}", yellow=True)
    for report in [*outside, *others]:
        write(f"  not tested: {report.nodeid}", yellow=True)
    if others and _is_strict():
        write(f"CI=true: {len(others)} skipped tests count as failures", red=True)
    if failed := os.environ.get("WORTEL_FAILED_CHECKS"):
        write(f"FAILED before the tests: {failed}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput") or not _is_strict():
        return
    if any(not _is_outside(report) for report in _skipped(reporter)) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _is_outside(report: pytest.TestReport | pytest.CollectReport) -> bool:
    """A module that could not even be collected has no keywords."""
    return "outside" in getattr(report, "keywords", ())


def _skipped(reporter: TerminalReporter) -> Iterator[pytest.TestReport | pytest.CollectReport]:
    yield from reporter.stats.get("skipped", [])


def _is_strict() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")
