"""What a mail and a page cost in processor time, PostgreSQL included, and how that grows with the database."""

import argparse

import django

django.setup()

from benchmarks.results import record, table  # noqa: E402  (Django first)
from benchmarks.speed import _mail, _pages  # noqa: E402
from django.core.management import call_command  # noqa: E402

from wortel.accounts.actions import found_organisation  # noqa: E402

MAILS, CASES = [1_000, 10_000, 50_000], [10_000, 100_000]
FEW_MAILS, FEW_CASES = [200, 2_000], [500, 2_000]


def main(*, is_small: bool) -> None:
    call_command("migrate", verbosity=0)
    found_organisation(name="Meetwinkel")
    costs = _mail.measure(FEW_MAILS if is_small else MAILS, print)
    pages = _pages.measure(FEW_CASES if is_small else CASES, print)
    report = _report(costs, pages, _pages.find_sorts())
    print(report)
    if not is_small:
        record("speed", report)


def _report(costs: list[_mail.Cost], pages: list[_pages.Page], sorts: list[str]) -> str:
    first = costs[0]
    mails = table(
        ("mails stored", "CPU-ms a mail", "of which PostgreSQL", "floor", "× floor", "growth", "queries"),
        (
            (
                f"{cost.stored:,}",
                f"{cost.whole:.2f}",
                f"{cost.database:.2f}",
                f"{cost.floor:.2f}",
                f"{cost.whole / cost.floor:.1f}",
                f"{cost.whole / first.whole:.2f}",
                f"{cost.queries[0]}–{cost.queries[1]}",
            )
            for cost in costs
        ),
    )
    rows = table(
        ("page", "cases", "CPU-ms", "floor", "× floor", "queries"),
        (
            (
                page.name,
                f"{page.cases:,}",
                f"{page.milliseconds:.2f}",
                f"{page.floor:.2f}",
                f"{page.milliseconds / page.floor:.1f}",
                str(page.queries),
            )
            for page in pages
        ),
    )
    return (
        "From the bytes of a mail to a threaded case in a durable commit, median of "
        f"{_mail.WINDOWS} windows of {_mail.MAILS} mails (a quarter new cases, three quarters replies). User "
        "and system time of this process, the reading child and all PostgreSQL processes. Floor in the same run: the "
        f"parser of Python, one threaded row, one durable commit.\n\n{mails}\n\n"
        "Pages through the whole of Django, with session and permissions. Floor in the same run: a bare page with "
        f"session, user, fifty rows and a template.\n\n{rows}\n\n"
        f"Standard views whose plan sorts: {', '.join(sorts) or 'none'}."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    main(is_small=parser.parse_args().small)
