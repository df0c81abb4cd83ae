"""Keeps one cluster running for the commands that share it, and stops it after the last of them."""

import argparse
import shutil
import signal
import sys
import time
from pathlib import Path

from wortel.config.home import Home
from wortel.config.processes.locks import FileLock
from wortel.config.processes.postgres.cluster import latest_words, leave, open_cluster, stop
from wortel.config.processes.postgres.settings import Purpose
from wortel.config.processes.postgres.sharing import start_lock, users_lock
from wortel.config.refusal import CannotGoOn

LOOK_SECONDS = 0.2


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("purpose", type=Purpose)
    args = parser.parse_args()
    home = Home(args.home)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _keep(home, args.purpose)
    except CannotGoOn as refusal:
        _say(str(refusal))
        return refusal.exit_code
    return 0


def _keep(home: Home, purpose: Purpose) -> None:
    cluster = open_cluster(home, purpose)
    home.logs.mkdir(mode=0o700, exist_ok=True)
    log_file = home.logs / "postgres.log"
    with log_file.open("ab", buffering=0) as log:
        process = cluster.start(log)
        try:
            cluster.wait_until_ready(process, lambda: latest_words(log_file.read_text(errors="replace")))
            _say("ready")
            with FileLock(start_lock(home)) as start, FileLock(users_lock(home)) as users:
                while not (start.is_held() and users.is_held()):
                    start.release()
                    time.sleep(LOOK_SECONDS)
                    if process.poll() is not None:
                        process = cluster.start(log)
                # Still holding the start lock: who comes now waits until the cluster is down, and starts it again.
                stop(process)
        finally:
            stop(process)
            leave(cluster)
    if purpose is not Purpose.KEEP:
        # The cluster and its socket may stand elsewhere.
        for folder in (cluster.data.parent, cluster.sockets, home.path):
            shutil.rmtree(folder, ignore_errors=True)


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.close()


if __name__ == "__main__":
    sys.exit(main())
