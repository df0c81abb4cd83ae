"""What happens again and again in the mail process, each in a thread of its own, until it is asked to stop."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.db import Error
from django.db.models import Q, QuerySet

from wortel.channels import actions as channels
from wortel.channels.actions import Post
from wortel.channels.email.imap import LONGEST_IDLE_SECONDS, CannotFetch, open_folder
from wortel.channels.email.oauth import NoGrant
from wortel.channels.email.spool import Full
from wortel.channels.models import Mailbox
from wortel.channels.queries import by_mailbox, list_due, list_fetched, list_senders
from wortel.channels.rules import WrongKey
from wortel.config.processes.mail.front import Front, clock
from wortel.journey.fetch import fetch
from wortel.journey.reports import heed_refusal

TELL_SECONDS = 0.25
SEND_SECONDS = 1
POLL_SECONDS = 30
LOOK_SECONDS = 5
LONGEST_WAIT = timedelta(minutes=15).total_seconds()

type Place = tuple[object, ...]

log = logging.getLogger(__name__)


def tell_news(front: Front, stop: threading.Event) -> None:
    """Wake screens and jobs a few times a second, however many mails came in."""
    while not stop.wait(TELL_SECONDS):
        front.tell()
    front.tell()


def send_answers(
    front: Front, open_post: Callable[[], AbstractContextManager[Post]], of: Q, stop: threading.Event
) -> None:
    """Hand over every answer that is due, of those whose way this is."""
    while not stop.wait(SEND_SECONDS):
        try:
            with front.working(), open_post() as post:
                channels.send_due(post=post, now=clock(), of=of, heed=heed_refusal)
        except Error as error:
            log.warning("answers wait: %s", error)


def send_by_mailbox(front: Front, stop: threading.Event) -> None:
    """Keep a sending thread for each mailbox with a server of its own: one that is slow holds up nobody else."""
    _keep_threads(front, stop, list_senders, _send_one)


def _send_one(front: Front, number: int, stop: threading.Event) -> None:
    while not stop.wait(SEND_SECONDS):
        try:
            with front.working():
                mailbox = list_senders().filter(pk=number).first()
                if mailbox is None:
                    return
                if not list_due(clock(), by_mailbox(mailbox)).exists():
                    continue
                with channels.open_post(mailbox=mailbox, now=clock()) as post:
                    channels.send_due(post=post, now=clock(), of=by_mailbox(mailbox), heed=heed_refusal)
        except Error as error:
            log.warning("answers from mailbox %s wait: %s", number, error)


def fetch_all(front: Front, stop: threading.Event) -> None:
    """Keep a fetching thread for each mailbox that is read over IMAP."""
    _keep_threads(front, stop, list_fetched, _fetch_one)


def _keep_threads(
    front: Front,
    stop: threading.Event,
    list_wanted: Callable[[], QuerySet[Mailbox]],
    work: Callable[[Front, int, threading.Event], None],
) -> None:
    threads: dict[int, threading.Thread] = {}
    while not stop.is_set():
        for number in _numbers(front, list_wanted):
            if number not in threads or not threads[number].is_alive():
                threads[number] = threading.Thread(target=work, args=(front, number, stop), daemon=True)
                threads[number].start()
        stop.wait(LOOK_SECONDS)
    for thread in threads.values():
        thread.join(timeout=LOOK_SECONDS)


def _numbers(front: Front, list_wanted: Callable[[], QuerySet[Mailbox]]) -> list[int]:
    try:
        with front.working():
            return [mailbox.pk for mailbox in list_wanted()]
    except Error as error:
        log.warning("mailboxes are unknown for now: %s", error)
        return []


def _fetch_one(front: Front, number: int, stop: threading.Event) -> None:
    """Read one mailbox until it is no longer to be read; after each failure in a row wait longer."""
    patience = Patience()
    while not stop.is_set():
        try:
            if not _read(front, number, stop, patience):
                return
        except (CannotFetch, NoGrant, WrongKey) as trouble:
            _note_failure(front, number, trouble)
            stop.wait(patience.grow())
        except (Full, Error) as trouble:  # ours, and no reason to spare the server
            _note_failure(front, number, trouble)
            stop.wait(LOOK_SECONDS)


def _read(front: Front, number: int, stop: threading.Event, patience: Patience) -> bool:
    """One conversation with the server, as long as it lasts; false when the mailbox is gone or no longer fetched."""
    with front.working():
        mailbox = list_fetched().filter(pk=number).first()
        if mailbox is None:
            return False
        place = _place(mailbox)
        account = channels.find_way_in(mailbox=mailbox, now=clock())
    with open_folder(account) as folder:
        while not stop.is_set():
            front.require_room()
            with front.working(), front.reading() as reader:
                current = list_fetched().filter(pk=number).first()
                if current is None or _place(current) != place:
                    return current is not None
                fetch(mailbox=current, folder=folder, reader=reader, mailboxes=front.own(), clock=clock)
                channels.mark_working(mailbox=current)
            patience.reset()
            if folder.can_tell:
                folder.wait(LONGEST_IDLE_SECONDS, lambda: stop.is_set() or _has_moved(front, number, place))
            else:
                stop.wait(POLL_SECONDS)
    return True


class Patience:
    """Waits twice as long after each failure in a row, and not all mailboxes at the same moment."""

    def __init__(self) -> None:
        self.failures = 0

    def grow(self) -> float:
        """The seconds to wait now."""
        self.failures += 1
        longest = min(2.0 ** min(self.failures, 20), LONGEST_WAIT)
        return longest * random.uniform(0.75, 1)  # noqa: S311 (spreads, hides nothing)

    def reset(self) -> None:
        """It works again."""
        self.failures = 0


def _has_moved(front: Front, number: int, place: Place) -> bool:
    """Somebody changed the settings while we listened. Asked for every few seconds only."""
    if int(time.monotonic()) % LOOK_SECONDS:
        return False
    try:
        with front.working():
            current = list_fetched().filter(pk=number).first()
    except Error:
        return True
    return current is None or _place(current) != place


def _place(mailbox: Mailbox) -> Place:
    """What must stay the same for a line to stay open. A fresh token is no reason to begin anew."""
    return (
        mailbox.imap_host,
        mailbox.imap_port,
        mailbox.imap_user,
        bytes(mailbox.imap_secret or b""),
        mailbox.imap_folder,
        mailbox.imap_security,
        mailbox.imap_since,
    )


def _note_failure(front: Front, number: int, trouble: Exception) -> None:
    kind = "wrong_key" if isinstance(trouble, WrongKey) else getattr(trouble, "kind", "other")
    log.warning("mailbox %s cannot be read: %s", number, trouble)
    try:
        with front.working():
            mailbox = list_fetched().filter(pk=number).first()
            if mailbox is not None and not isinstance(trouble, Error):
                channels.mark_failing(mailbox=mailbox, why=str(trouble), kind=kind, now=clock())
    except Error as error:
        log.warning("that could not be noted: %s", error)
