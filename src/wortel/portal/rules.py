"""How often may one visitor use the form, and with what mark does an organisation sign?"""

from ipaddress import ip_address

from wortel.accounts.rules import initial

__all__ = ["initial", "masked", "misser", "visitor"]

PER_HOUR = 12
# An address that many share (an office, a proxy that tells nothing) may not shut everybody out.
SHARED_PER_HOUR = 600
MISSES_PER_HOUR = 60


def visitor(remote: str, forwarded: str) -> tuple[str, int]:
    """Whom to count and up to how many. What stands in front of us names the visitor last."""
    told = forwarded.rpartition(",")[2].strip()
    if _is_known(remote):
        return remote, PER_HOUR
    return (told, PER_HOUR) if _is_known(told) else (remote or "unknown", SHARED_PER_HOUR)


def misser(remote: str, forwarded: str) -> tuple[str, int]:
    """Whom to count that tries addresses that do not exist, and up to how many. They are not counted as visitors."""
    who, limit = visitor(remote, forwarded)
    return f"miss {who}", SHARED_PER_HOUR if limit == SHARED_PER_HOUR else MISSES_PER_HOUR


def _is_known(address: str) -> bool:
    try:
        return ip_address(address).is_global
    except ValueError:
        return False


def masked(address: str) -> str:
    """Enough to know one's own address by, and too little to learn somebody else's: m•••@post.example."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}•••@{domain}" if name else "•••"
