"""Runs the mail process until it is asked to stop; a mail that is being stored is finished first."""

import asyncio
import logging
import signal
import socket
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from functools import partial

from django.conf import settings
from django.db.models import Q

from wortel.channels.actions import Post
from wortel.channels.email.sink import Sink
from wortel.channels.email.smtp_in import ASIDE, AT_ONCE, Door, make_protocol
from wortel.channels.email.smtp_out import NotASmtpUrl, Server, SmtpPost
from wortel.channels.email.spool import Spool
from wortel.channels.queries import by_installation
from wortel.config.processes.mail import loops
from wortel.config.processes.mail.customers import Customers
from wortel.config.processes.mail.front import Front
from wortel.config.processes.postgres.cluster import SMALLEST_DISK_BYTES
from wortel.config.refusal import CannotGoOn

FINISH_SECONDS = 8
LOOK_SECONDS = 0.05

log = logging.getLogger(__name__)


def serve_mail(listener: socket.socket, lmtp: socket.socket | None = None) -> None:
    """Accept on `listener` (and over LMTP on the other one), fetch, and send, until SIGTERM or Ctrl-C."""
    front = Front()
    stop = threading.Event()
    with ExitStack() as stack:
        stack.callback(front.close)
        threads = [threading.Thread(target=loops.tell_news, args=(front, stop))]
        threads.append(threading.Thread(target=loops.fetch_all, args=(front, stop)))
        threads += _senders(front, stack, stop)
        for thread in threads:
            thread.start()
        try:
            asyncio.run(_accept(front, listener, lmtp))
        finally:
            stop.set()
            for thread in threads:
                thread.join(timeout=FINISH_SECONDS)


def _senders(front: Front, stack: ExitStack, stop: threading.Event) -> list[threading.Thread]:
    """In a demo nothing leaves this machine, whatever a mailbox says; else each mailbox may have its own way out."""
    if settings.DEMO:
        sink = stack.enter_context(Sink(Customers()))
        return [threading.Thread(target=loops.send_answers, args=(front, _post_for(sink), Q(), stop))]
    senders = [threading.Thread(target=loops.send_by_mailbox, args=(front, stop))]
    if settings.SMTP_URL:
        way = (front, _post_for(settings.SMTP_URL), by_installation(), stop)
        senders.append(threading.Thread(target=loops.send_answers, args=way))
    return senders


async def _accept(front: Front, listener: socket.socket, lmtp: socket.socket | None) -> None:
    executor = ThreadPoolExecutor(max_workers=AT_ONCE + ASIDE, thread_name_prefix="take")
    large = ThreadPoolExecutor(max_workers=1, thread_name_prefix="take-large")
    door = Door(front.take, executor, large)
    loop = asyncio.get_running_loop()
    asked_to_stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, asked_to_stop.set)
    hostname, tls = socket.gethostname() or "localhost", _certificate()
    spool = Spool(settings.HOME.path, least_free=SMALLEST_DISK_BYTES)
    smtp = make_protocol(door, hostname=hostname, tls=tls, spool=spool)
    servers = [await loop.create_server(smtp, sock=listener)]
    if lmtp is not None:
        protocol = make_protocol(door, hostname=hostname, is_lmtp=True, spool=spool)
        servers.append(await loop.create_server(protocol, sock=lmtp))
    await asked_to_stop.wait()
    for server in servers:
        server.close()
    deadline = loop.time() + FINISH_SECONDS
    while door.busy and loop.time() < deadline:
        await asyncio.sleep(LOOK_SECONDS)
    await asyncio.sleep(LOOK_SECONDS)  # the acknowledgement of the last one is on its way
    for each in (executor, large):
        each.shutdown(wait=False, cancel_futures=True)


def _certificate() -> ssl.SSLContext | None:
    """With a certificate, SMTP begins with STARTTLS; without one only a mail server nearby should reach us."""
    if not settings.SMTP_CERTIFICATE:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(settings.SMTP_CERTIFICATE, settings.SMTP_KEY or None)
    except (OSError, ssl.SSLError) as refusal:
        raise CannotGoOn(f"WORTEL_SMTP_CERTIFICATE and WORTEL_SMTP_KEY cannot be used: {refusal}.") from refusal
    return context


def _post_for(url: str) -> Callable[[], AbstractContextManager[Post]]:
    try:
        return partial(SmtpPost, Server.from_url(url))
    except NotASmtpUrl as refusal:
        raise CannotGoOn(f"{refusal}.") from refusal
