"""A one-time link that makes an administrator, for whoever can already read the data folder."""

import argparse
import json
import sys
from datetime import UTC, datetime

from wortel.config.home import Home

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes nothing: whoever runs it is trusted."""


def run(args: argparse.Namespace) -> int:
    from wortel.config.first_start import ADDRESS, admin_link

    link = admin_link(datetime.now(UTC)).replace(ADDRESS, _address(Home.from_environment()))
    sys.stdout.write(f"{link}\n")
    sys.stderr.write("This link works once, within one hour.\n")
    return 0


def _address(home: Home) -> str:
    """Where the pages of this folder are served now, or else where the settings say they are."""
    from django.conf import settings

    try:
        return str(json.loads(home.address_note.read_text())["web"])
    except (OSError, ValueError, KeyError):
        return str(settings.PUBLIC_URL)
