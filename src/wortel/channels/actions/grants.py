"""Leave to use a mailbox: asked for by an administrator, kept sealed, renewed by itself."""

import hmac
import secrets
import ssl
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction

from wortel.channels.email import oauth
from wortel.channels.models import Grant, Mailbox
from wortel.channels.rules import seal, unseal
from wortel.events import actions as events

SALT = "wortel.channels.grant"
ASKING_SECONDS = 15 * 60
EARLY = timedelta(minutes=2)


class NotAsked(Exception):
    """Nobody here asked for this leave, or too long ago."""


@transaction.atomic
def use_provider(
    *,
    mailbox: Mailbox,
    provider: str,
    client_id: str,
    client_secret: str,
    tenant: str = "",
    authorize_url: str = "",
    token_url: str = "",
    scope: str = "",
) -> Grant:
    """Say at which provider leave for this mailbox is asked, and as whom; what was granted before no longer counts."""
    said = {
        "provider": provider,
        "client_id": client_id,
        "client_secret": seal(client_secret, settings.SECRET_KEY),
        "tenant": tenant,
        "authorize_url": authorize_url,
        "token_url": token_url,
        "scope": scope,
        "refresh_secret": None,
        "access_secret": None,
        "expires_at": None,
        "granted_at": None,
    }
    grant, _ = Grant.objects.update_or_create(mailbox=mailbox, defaults=said)
    _fill_servers(mailbox, provider_of(grant))
    events.record("mailbox.provider_used", about=mailbox, provider=provider)
    return grant


@transaction.atomic
def forget_provider(*, mailbox: Mailbox) -> None:
    """From now on this mailbox is opened with a password again."""
    Grant.objects.filter(mailbox=mailbox).delete()
    events.record("mailbox.provider_forgotten", about=mailbox)


def ask_leave(*, grant: Grant, agent: int, redirect_uri: str) -> str:
    """The address at the provider where leave is given; what comes back is only taken from the same colleague."""
    state = signing.dumps({"grant": grant.pk, "agent": agent, "once": secrets.token_hex(16)}, salt=SALT)
    mailbox = grant.mailbox
    return oauth.ask_address(
        provider_of(grant),
        _client(grant, redirect_uri),
        state=state,
        verifier=_verifier(state),
        user=mailbox.imap_user or mailbox.address,
    )


def take_leave(
    *, state: str, code: str, agent: int, redirect_uri: str, now: datetime, tls: ssl.SSLContext | None = None
) -> Mailbox:
    """Keep what the provider gave; raises `NotAsked` or `oauth.NoGrant`."""
    try:
        asked = signing.loads(state, salt=SALT, max_age=ASKING_SECONDS)
    except signing.BadSignature as refusal:
        raise NotAsked from refusal
    grant = Grant.objects.select_related("mailbox").filter(pk=asked["grant"]).first()
    if grant is None or asked["agent"] != agent:
        raise NotAsked
    client = _client(grant, redirect_uri)
    tokens = oauth.exchange(provider_of(grant), client, code=code, verifier=_verifier(state), tls=tls)
    if not tokens.refresh:
        raise oauth.NoGrant("the provider gave leave for an hour only (no refresh token)", "consent")
    with transaction.atomic():
        _keep(grant, tokens, now)
        grant.granted_at = now
        grant.save(update_fields=["granted_at"])
        events.record("mailbox.granted", about=grant.mailbox, provider=grant.provider)
    return grant.mailbox


@transaction.atomic
def find_token(*, mailbox: Mailbox, now: datetime, tls: ssl.SSLContext | None = None) -> str:
    """A token that lasts at least a little longer; empty for a mailbox that is opened with a password."""
    grant = Grant.objects.select_for_update().filter(mailbox=mailbox).first()
    if grant is None:
        return ""
    if grant.access_secret and grant.expires_at and grant.expires_at - EARLY > now:
        return unseal(bytes(grant.access_secret), settings.SECRET_KEY)
    if not grant.refresh_secret:
        raise oauth.NoGrant("nobody has signed in yet", "consent")
    token = unseal(bytes(grant.refresh_secret), settings.SECRET_KEY)
    tokens = oauth.refresh(provider_of(grant), _client(grant, ""), token=token, tls=tls)
    _keep(grant, tokens, now)
    return tokens.access


def provider_of(grant: Grant) -> oauth.Provider:
    match grant.provider:
        case Grant.Provider.GOOGLE:
            return oauth.GOOGLE
        case Grant.Provider.MICROSOFT:
            tenant = grant.tenant or "common"
            known = oauth.MICROSOFT
            return replace(
                known,
                authorize_url=known.authorize_url.format(tenant=tenant),
                token_url=known.token_url.format(tenant=tenant),
            )
        case _:
            return oauth.Provider(grant.authorize_url, grant.token_url, grant.scope)


def _fill_servers(mailbox: Mailbox, provider: oauth.Provider) -> None:
    """Whoever names Google or Microsoft need not look up their servers."""
    if provider.imap and not mailbox.imap_host:
        mailbox.imap_host, mailbox.imap_port = provider.imap
        mailbox.imap_security = "tls"
    if provider.smtp and not mailbox.smtp_host:
        mailbox.smtp_host, mailbox.smtp_port = provider.smtp
        mailbox.smtp_security = "starttls"
    mailbox.imap_user = mailbox.imap_user or mailbox.address
    mailbox.smtp_user = mailbox.smtp_user or mailbox.address
    mailbox.save()


def _keep(grant: Grant, tokens: oauth.Tokens, now: datetime) -> None:
    grant.access_secret = seal(tokens.access, settings.SECRET_KEY)
    if tokens.refresh:
        grant.refresh_secret = seal(tokens.refresh, settings.SECRET_KEY)
    grant.expires_at = now + timedelta(seconds=tokens.seconds)
    grant.save(update_fields=["access_secret", "refresh_secret", "expires_at"])


def _client(grant: Grant, redirect_uri: str) -> oauth.Client:
    secret = unseal(bytes(grant.client_secret), settings.SECRET_KEY) if grant.client_secret else ""
    return oauth.Client(grant.client_id, secret, redirect_uri)


def _verifier(state: str) -> str:
    """Follows from the state, so that nothing has to be remembered meanwhile; nobody else can make it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"pkce:{state}".encode(), "sha256").hexdigest()
