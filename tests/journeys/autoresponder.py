"""A process that answers every mail it gets, and says nowhere that it is a machine: the worst that mail servers know.

`rude@…` writes back to From under a subject of its own; anybody else to Reply-To, as a mail program answers. Absence is
told by none of them in words that we know.
"""

import asyncio
import smtplib
import sys
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import make_msgid

from aiosmtpd.smtp import SMTP, Envelope, Session

from wortel.channels.email.sink import Sink


class Autoresponder:
    """Answers as soon as it has taken a mail."""

    def __init__(self, way_out: str) -> None:
        self._host, _, self._port = way_out.removeprefix("smtp://").partition(":")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, self._answer, bytes(envelope.original_content or b""), envelope.rcpt_tos[0])
        return "250 2.0.0 Taken"

    def _answer(self, raw: bytes, me: str) -> None:
        heard = message_from_bytes(raw, policy=policy.default)
        is_rude = me.startswith("rude@")
        answer = EmailMessage(policy=policy.SMTP)
        answer["From"] = me
        answer["To"] = str(heard["From"] if is_rude else heard["Reply-To"] or heard["From"])
        answer["Subject"] = "Hallo" if is_rude else f"Re: {heard['Subject']}"
        answer["Message-ID"] = make_msgid(domain="auto.example")
        if not is_rude:
            answer["In-Reply-To"] = str(heard["Message-ID"])
        answer.set_content("Ik lees dit morgen.\n")
        to = answer["To"].addresses[0].addr_spec
        with smtplib.SMTP(self._host, int(self._port), timeout=30) as line:
            line.send_message(answer, from_addr=me, to_addrs=[to])


if __name__ == "__main__":
    with Sink(Autoresponder(sys.argv[1])) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        threading.Event().wait()
