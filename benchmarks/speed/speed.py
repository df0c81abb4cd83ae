"""What a mail and a page cost in processor time, PostgreSQL included, and how that grows with the database."""

import argparse

import django

django.setup()

from benchmarks.results import record, table  # noqa: E402  (Django first)
from benchmarks.speed import _mail, _pages  # noqa: E402
from django.core.management import call_command  # noqa: E402

from wortel.accounts.actions import found_organisation  # noqa: E402

MAILS, CASES = [1_000, 10_000, 50_000, 100_000], [10_000, 100_000]
FEW_MAILS, FEW_CASES = [200, 2_000], [1_000, 2_000]
MILLION = 1_000_000


def main(wanted: argparse.Namespace) -> None:
    mails = FEW_MAILS if wanted.small else [*MAILS, MILLION] if wanted.million_mails else MAILS
    cases = FEW_CASES if wanted.small else [*CASES, MILLION] if wanted.million_cases else CASES
    call_command("migrate", verbosity=0)
    found_organisation(name="Meetwinkel")
    costs = _mail.measure(mails, print)
    call_command("flush", verbosity=0, interactive=False)
    found_organisation(name="Meetwinkel")
    pages = _pages.measure(cases, print)
    report = _report(costs, pages, _pages.find_sorts())
    print(report)
    if not wanted.small:
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
                f"{(cost.whole / cost.floor) / (first.whole / first.floor):.2f}",
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
        "parser of Python, one threaded row, one durable commit. Growth is that of the multiple: a machine that gets "
        f"slower meanwhile does not count.\n\n{mails}\n\n"
        "Pages through the whole of Django, with session and permissions. Floor in the same run: a bare page with "
        "session, user, fifty rows and a template. A search is one of the command bar, in causes, people and cases."
        f"\n\n{rows}\n\n"
        f"Standard views whose plan sorts: {', '.join(sorts) or 'none'}."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    parser.add_argument("--million-cases", action="store_true", help="measure the pages at a million cases too")
    parser.add_argument("--million-mails", action="store_true", help="file a million mails, which takes an hour")
    main(parser.parse_args())
