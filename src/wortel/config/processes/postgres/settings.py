"""How the embedded database is set: small, safe, and quick on a small machine."""

from enum import StrEnum
from pathlib import Path


class Purpose(StrEnum):
    """What a cluster is for. All but the first are removed after use."""

    KEEP = "keep"
    TEST = "test"
    MEASURE = "measure"


SAFE = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}
# Only for tests: what they write may be lost.
CARELESS = SAFE | {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    # It would count the rows of a test that is still busy as none, and plan its next statement for an empty table.
    "autovacuum": "off",
}
SMALL = {
    "shared_buffers": "32MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_connections": "80",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "1",
    "autovacuum_max_workers": "2",
    "autovacuum_worker_slots": "2",
    "wal_level": "replica",
    "max_wal_senders": "2",
    "max_replication_slots": "2",
    "min_wal_size": "64MB",
    "max_wal_size": "512MB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    # Reading through worker processes costs memory and buys nothing on one small disk.
    "io_method": "sync",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%p %d ",
    "log_checkpoints": "off",
    "lc_messages": "C",
}

# Planning takes megabytes for a moment. Without these the C library keeps them in every session: a third of its memory.
GIVES_BACK = {"MALLOC_TRIM_THRESHOLD_": "65536", "MALLOC_MMAP_THRESHOLD_": "65536"}


def as_arguments(sockets: Path, purpose: Purpose) -> list[str]:
    """The options of `postgres`, so that what runs is what stands here and not an edited file."""
    care = CARELESS if purpose is Purpose.TEST else SAFE
    chosen = SMALL | care | {"unix_socket_directories": _quoted(sockets)}
    return [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]


def _quoted(folder: Path) -> str:
    """This setting is a list: a name with a comma or a space needs double quotes."""
    return '"' + str(folder).replace('"', '""') + '"'
