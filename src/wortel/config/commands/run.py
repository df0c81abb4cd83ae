"""Everything on one machine: database, pages, live push, worker and mail, until Ctrl-C."""

import argparse
import os
import socket
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

from wortel.config.commands.arguments import day
from wortel.config.environment import require_right_settings
from wortel.config.home import Home
from wortel.config.processes import machine, preparation
from wortel.config.processes.logs import Logs
from wortel.config.processes.ports import address_of, listen, listen_near, port_of
from wortel.config.processes.supervisor import Supervisor
from wortel.config.refusal import CannotGoOn

HOST = "127.0.0.1"
WEB_PORT = 8000
MAIL_PORT = 2525
SCHEMES = {"web": "http", "push": "http", "mail": "smtp"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--empty", action="store_true", help="start with an empty organisation instead of the demo")
    parser.add_argument("--port", type=int, default=WEB_PORT, metavar="N", help="port of the pages, 0 for a free one")
    parser.add_argument("--push-port", type=int, metavar="N", help="port of live push, 0 for a free one")
    parser.add_argument("--smtp-port", type=int, metavar="N", help="port on which mail is accepted, 0 for a free one")
    parser.add_argument("--today", type=day, metavar="YYYY-MM-DD", help="the day on which the demo ends")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="same seed and day, same demo")


def run(args: argparse.Namespace) -> int:
    require_right_settings(os.environ)
    _refuse_tomorrow(args.today)
    home = Home.from_environment()
    with machine.only_one(home):
        doors = _open_doors(args)
        with closing(Logs(home.logs)) as logs:
            supervisor = Supervisor(logs)
            supervisor.watch_signals()
            with machine.database(home, supervisor, _say) as database_url:
                _serve(home, supervisor, doors, database_url, args)
        _say("Wortel has stopped.")
    return 0


def _refuse_tomorrow(today: date | None) -> None:
    """Nothing has happened yet on a day that has not begun anywhere."""
    latest = datetime.now(UTC) + timedelta(hours=14)
    if today and today > latest.date():
        raise CannotGoOn(f"{today} has not come yet: name today or an earlier day with --today.")


def _open_doors(args: argparse.Namespace) -> machine.Doors:
    web = listen(HOST, args.port, option="--port")
    near = port_of(web) + 1 if args.port else 0
    return machine.Doors(
        web=web,
        push=_open(args.push_port, near, "--push-port"),
        mail=_open(args.smtp_port, MAIL_PORT, "--smtp-port"),
    )


def _open(chosen: int | None, otherwise: int, option: str) -> socket.socket:
    return listen_near(HOST, otherwise, option=option) if chosen is None else listen(HOST, chosen, option=option)


def _serve(
    home: Home, supervisor: Supervisor, doors: machine.Doors, database_url: str, args: argparse.Namespace
) -> None:
    common = machine.environment(home, database_url, doors)
    known = preparation.remembered(home) if "DATABASE_URL" not in os.environ else None
    found = known or preparation.prepare(supervisor, common, _prepare_words(args))
    if supervisor.must_stop():
        return
    common["WORTEL_DEMO"] = "1" if found["is_demo"] else ""
    common["WORTEL_DEMO_TODAY"] = f"{args.today}" if found["is_demo"] and args.today else ""
    machine.start_pages(supervisor, common, doors)
    if not supervisor.wait_until_ready(port_of(doors.web), machine.PAGES_SECONDS):
        return
    addresses = {name: address_of(getattr(doors, name), scheme) for name, scheme in SCHEMES.items()}
    machine.note_address(home, addresses | {"database": database_url})
    _say(f"Wortel is ready at {addresses['web']}")
    _say(f"Mail is accepted at {addresses['mail']}")
    machine.start_others(home, supervisor, common, doors)
    if known:
        found = preparation.prepare(supervisor, common, _prepare_words(args))
    if supervisor.must_stop():
        return
    preparation.remember(home, found)
    for line in found["say"]:
        _say(line.replace("{address}", addresses["web"]))
    supervisor.run()


def _prepare_words(args: argparse.Namespace) -> list[str]:
    words = ["--empty"] if args.empty else []
    if args.today:
        words += ["--today", args.today.isoformat()]
    return [*words, "--seed", str(args.seed)]


def _say(line: str) -> None:
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our words is gone; the work goes on.
        return
