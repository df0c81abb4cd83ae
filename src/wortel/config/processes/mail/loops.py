"""What happens again and again in the mail process, each in a thread of its own, until it is asked to stop."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from django.db import Error

from wortel.channels import actions as channels
from wortel.channels.actions import Post
from wortel.channels.email.imap import Account, CannotFetch, open_folder
from wortel.channels.models import Mailbox
from wortel.channels.queries import list_fetched, read_password
from wortel.channels.rules import WrongKey
from wortel.config.processes.mail.front import Front, clock
from wortel.journey.fetch import fetch

TELL_SECONDS = 0.25
SEND_SECONDS = 1
POLL_SECONDS = 30
LOOK_SECONDS = 5
LONGEST_WAIT = timedelta(minutes=15).total_seconds()

log = logging.getLogger(__name__)


def tell_news(front: Front, stop: threading.Event) -> None:
    """Wake screens and jobs a few times a second, however many mails came in."""
    while not stop.wait(TELL_SECONDS):
        front.tell()
    front.tell()


def send_answers(front: Front, open_post: Callable[[], AbstractContextManager[Post]], stop: threading.Event) -> None:
    """Hand over every answer that is due."""
    while not stop.wait(SEND_SECONDS):
        try:
            with front.working(), open_post() as post:
                channels.send_due(post=post, now=clock())
        except Error as error:
            log.warning("answers wait: %s", error)


def fetch_all(front: Front, stop: threading.Event) -> None:
    """Keep a fetching thread for each mailbox that is read over IMAP."""
    threads: dict[int, threading.Thread] = {}
    while not stop.is_set():
        for number in _list_mailboxes(front):
            if number not in threads or not threads[number].is_alive():
                threads[number] = threading.Thread(target=_fetch_one, args=(front, number, stop), daemon=True)
                threads[number].start()
        stop.wait(LOOK_SECONDS)
    for thread in threads.values():
        thread.join(timeout=LOOK_SECONDS)


def _list_mailboxes(front: Front) -> list[int]:
    try:
        with front.working():
            return [mailbox.pk for mailbox in list_fetched()]
    except Error as error:
        log.warning("mailboxes are unknown for now: %s", error)
        return []


def _fetch_one(front: Front, number: int, stop: threading.Event) -> None:
    """Read one mailbox until it is no longer to be read; after each failure wait longer."""
    failures = 0
    while not stop.is_set():
        try:
            if not _read(front, number, stop):
                return
            failures = 0
        except (CannotFetch, WrongKey, Error) as trouble:
            failures += 1
            _note_failure(front, number, trouble)
            stop.wait(min(2.0**failures, LONGEST_WAIT))


def _read(front: Front, number: int, stop: threading.Event) -> bool:
    """One conversation with the server, as long as it lasts; false when the mailbox is gone or no longer fetched."""
    with front.working():
        mailbox = list_fetched().filter(pk=number).first()
        if mailbox is None:
            return False
        account = _account(mailbox)
    with open_folder(account) as folder:
        while not stop.is_set():
            with front.working(), front.reading() as reader:
                current = list_fetched().filter(pk=number).first()
                if current is None or _account(current) != account:
                    return current is not None
                fetch(mailbox=current, folder=folder, reader=reader, mailboxes=front.own(), clock=clock)
                channels.mark_working(mailbox=current)
            if folder.can_tell:
                folder.wait(LOOK_SECONDS)
            else:
                stop.wait(POLL_SECONDS)
    return True


def _account(mailbox: Mailbox) -> Account:
    return Account(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        user=mailbox.imap_user,
        password=read_password(mailbox),
        folder=mailbox.imap_folder,
        security=mailbox.imap_security,
    )


def _note_failure(front: Front, number: int, trouble: Exception) -> None:
    why = "its password was kept under another key: enter it again" if isinstance(trouble, WrongKey) else str(trouble)
    log.warning("mailbox %s cannot be read: %s", number, why)
    try:
        with front.working():
            mailbox = list_fetched().filter(pk=number).first()
            if mailbox is not None and not isinstance(trouble, Error):
                channels.mark_failing(mailbox=mailbox, why=why, now=clock())
    except Error as error:
        log.warning("that could not be noted: %s", error)
