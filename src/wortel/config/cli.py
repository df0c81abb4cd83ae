"""The command line: finds the command, gives it its data folder and, when it needs one, its database."""

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol, cast

from wortel.config.languages import compile_languages
from wortel.config.refusal import CannotGoOn

# Name, module and what it does, in the order in which people meet them. Only the chosen module is loaded.
COMMANDS = {
    "run": "start everything on this machine and print its address",
    "test": "check the code and run all tests, installing what they need",
    "receive": "file mails (.eml, mbox, Maildir) as if they came in, and count what became of them",
    "parse": "show what Wortel reads in mails, without filing them",
    "import": "bring in contacts, customers, orders, reasons, rates, problems or a budget",
    "report": "print every figure of a month with its definition",
    "effect": "tell from weekly series whether a fix worked",
    "bursts": "tell which topics suddenly come up more often",
    "topics": "find what the texts of a file are about",
    "language": "find threats, thanks, blame and other utterances in the texts of a file",
    "backup": "put the whole organisation in one file",
    "restore": "bring a backup back into an empty data folder",
    "upgrade": "make a backup, then bring the database up to date",
    "model": "tell which model reads texts, and let another one take over",
    "doctor": "check this machine and this installation, and say what to do",
    "admin-link": "print a one-time link that makes an administrator",
    "web": "serve the pages only",
    "push": "serve live updates only",
    "worker": "do the queued work only",
    "text": "read texts only: the queued work that needs models of language",
    "mail": "accept and fetch mail only",
    "figures": "compute figures that are not stored, on request",
    "bench": "run a measuring campaign and write benchmarks/RESULTS.md",
}
HIDDEN = ("prepare",)


class Command(Protocol):
    """A module in `commands/`. `NEEDS_DATABASE = True` in it opens the database before `run`."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        return _run(words)
    except CannotGoOn as refusal:
        print(f"wortel: {refusal}", file=sys.stderr)
        return refusal.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (`head`, say) had enough; nothing more may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wortel.config.settings")
    chosen = _chosen_command(words)
    parser, modules = _parser(chosen)
    # Words after `test` and `bench` may be meant for the tool behind them.
    args, rest = parser.parse_known_args(words)
    if args.command is None:
        parser.print_help()
        return 0
    command = modules[args.command]
    if rest and not getattr(command, "TAKES_OTHER_WORDS", False):
        parser.error(f"unknown: {' '.join(rest)} (see `wortel {args.command} --help`)")
    args.other_words = rest
    if args.home:
        os.environ["WORTEL_HOME"] = str(Path(args.home).expanduser().absolute())
    compile_languages()
    return _with_database(command, args) if getattr(command, "NEEDS_DATABASE", False) else command.run(args)


def _with_database(command: Command, args: argparse.Namespace) -> int:
    from wortel.config.database import open_database
    from wortel.config.environment import require_right_settings

    require_right_settings(os.environ)
    with open_database():
        return command.run(args)


def _chosen_command(words: list[str]) -> str | None:
    """The first word that is not an option, nor the folder that belongs to one."""
    rest = iter(words)
    for word in rest:
        if word == "--home":
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None


def _parser(chosen: str | None) -> tuple[argparse.ArgumentParser, dict[str, Command]]:
    parser = argparse.ArgumentParser(
        prog="wortel",
        description="Customer contact that helps the customer and removes the reason for the contact.",
        epilog="`wortel COMMAND --help` explains one command. Settings stand in docs/reference/settings.md.",
    )
    parser.add_argument("--home", metavar="DIR", help="the data folder (also WORTEL_HOME); default: var")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    modules: dict[str, Command] = {}
    for name, purpose in COMMANDS.items():
        described = f"{purpose[0].upper()}{purpose[1:]}."
        _add_command(commands.add_parser(name, help=purpose, description=described), name, chosen, modules)
    for name in HIDDEN:
        if name == chosen:
            _add_command(commands.add_parser(name), name, chosen, modules)
    return parser, modules


def _add_command(parser: argparse.ArgumentParser, name: str, chosen: str | None, modules: dict[str, Command]) -> None:
    # The same option again, but silent: left out here, it must not wipe out the one before the command.
    parser.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="the data folder (also WORTEL_HOME)")
    if name == chosen:
        modules[name] = _load(name)
        modules[name].add_arguments(parser)


def _load(name: str) -> Command:
    # `import` is a word of the language itself.
    module = {"import": "import_"}.get(name, name.replace("-", "_"))
    return cast("Command", importlib.import_module(f"wortel.config.commands.{module}"))


def start() -> NoReturn:
    """Run, and end at once: a thread of a server would abort while the interpreter is taken down around it."""
    code = main()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    start()
