"""The customers of a demo: what we send ends with them, and some write back."""

import logging
import threading

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from django.utils import timezone

log = logging.getLogger(__name__)


class Customers:
    """Take every mail. They read on a thread of their own: the line must not wait for the database."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        threading.Thread(target=_read, args=(bytes(envelope.original_content or b""),), daemon=True).start()
        return "250 2.0.0 Heard"


def _read(raw: bytes) -> None:
    from wortel.demo.actions.hearing import hear  # only a demo needs the demo

    try:
        hear(raw, now=timezone.now())
    except Exception:
        log.exception("a simulated customer could not read our answer")
    finally:
        connection.close()
