from datetime import datetime

from django.db.models import QuerySet

from wortel.api.models import ApiToken
from wortel.api.rules import hashed


def find_token(secret: str, now: datetime) -> ApiToken | None:
    """The token with this secret, if it still opens anything."""
    token = ApiToken.objects.filter(token_hash=hashed(secret)).first()
    return token if token is not None and token.is_valid(now) else None


def list_tokens() -> QuerySet[ApiToken]:
    """Those that work first, the newest on top."""
    return ApiToken.objects.select_related("made_by").order_by("-revoked_at", "-id")
