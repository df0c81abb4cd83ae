"""Who is behind a connection: the session cookie, checked against the database without Django's request stack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

import psycopg
from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

SESSION_SALT = "django.contrib.sessions.SessionStore"
HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
COLLEAGUES = {"agent", "lead", "manager", "quality", "admin", "auditor"}

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"
AGENT = "SELECT id, role, password FROM accounts_agent WHERE id = %s AND is_active"
STANDING = """
SELECT s.session_key FROM django_session s
WHERE s.session_key = ANY(%s) AND s.expire_date > now()
"""
ACTIVE = "SELECT id FROM accounts_agent WHERE id = ANY(%s) AND is_active"


@dataclass(frozen=True)
class Looker:
    """Somebody who is signed in and may see customers."""

    agent: int
    session: str


async def recognise(connection: psycopg.AsyncConnection[Any], headers: Mapping[bytes, bytes]) -> Looker | None:
    """The colleague whose cookie this is; owners, partners and strangers are nobody here."""
    key = _read_cookie(headers.get(b"cookie", b""))
    if not key:
        return None
    row = await (await connection.execute(SESSION, [key])).fetchone()
    said = _read_session(row[0]) if row else {}
    number = str(said.get("_auth_user_id", ""))
    if not number.isdigit():
        return None
    agent = await (await connection.execute(AGENT, [int(number)])).fetchone()
    if agent is None or agent[1] not in COLLEAGUES or not _is_proof(said, agent[2]):
        return None
    return Looker(int(agent[0]), key)


async def list_gone(connection: psycopg.AsyncConnection[Any], lookers: Iterable[Looker]) -> set[Looker]:
    """Those who signed out, were signed out, or may not come in any more."""
    known = set(lookers)
    sessions = await connection.execute(STANDING, [[looker.session for looker in known]])
    standing = {row[0] for row in await sessions.fetchall()}
    agents = await connection.execute(ACTIVE, [[looker.agent for looker in known]])
    active = {row[0] for row in await agents.fetchall()}
    return {looker for looker in known if looker.session not in standing or looker.agent not in active}


def _read_cookie(header: bytes) -> str:
    try:
        cookies = SimpleCookie(header.decode("latin-1"))
    except CookieError:
        return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _read_session(written: str) -> Mapping[str, Any]:
    try:
        said: Mapping[str, Any] = signing.loads(written, salt=SESSION_SALT)
    except signing.BadSignature:
        return {}
    return said


def _is_proof(said: Mapping[str, Any], password: str) -> bool:
    """A changed password ends every session."""
    proof = salted_hmac(HASH_SALT, password, algorithm="sha256").hexdigest()
    return constant_time_compare(str(said.get("_auth_user_hash", "")), proof)
