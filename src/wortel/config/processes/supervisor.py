"""Keeps a handful of processes alive on one machine, in one thread, until it is told to stop."""

import os
import selectors
import signal
import socket
import time
from collections.abc import Callable

from wortel.config.processes.child import Child
from wortel.config.processes.logs import Logs
from wortel.config.processes.probe import Probe
from wortel.config.refusal import CannotGoOn

STOP_SECONDS = 10.0
TICK_SECONDS = 0.1
HOPELESS_STARTS = 6


class Supervisor:
    def __init__(self, logs: Logs) -> None:
        self.logs = logs
        self.children: list[Child] = []
        self._selector = selectors.DefaultSelector()
        self._stopping = False
        self._is_ready = False
        self._wakes = socket.socketpair()

    def watch_signals(self) -> None:
        """From here on Ctrl-C and SIGTERM mean: finish what you are doing and stop."""
        for end in self._wakes:
            end.setblocking(False)
        signal.set_wakeup_fd(self._wakes[1].fileno(), warn_on_full_buffer=False)
        self._selector.register(self._wakes[0], selectors.EVENT_READ, self._drain_wakes)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        signal.signal(signal.SIGINT, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # unless nohup asked to live on
            signal.signal(signal.SIGHUP, self._ask_to_stop)

    def must_stop(self) -> bool:
        """True as soon as Ctrl-C or SIGTERM came."""
        return self._stopping

    def add(self, child: Child) -> None:
        self.children.append(child)
        self._begin(child)

    def add_on_demand(self, child: Child, listener: socket.socket) -> None:
        """Start this one when somebody knocks; it leaves by itself when nobody does for a while."""
        child.listener = listener
        self.children.append(child)

    def run_until(self, is_done: Callable[[], bool], seconds: float) -> bool:
        """Keep everything going until `is_done`, the time is up, or we are told to stop."""
        deadline = time.monotonic() + seconds
        while not is_done():
            if self._stopping or time.monotonic() > deadline:
                return False
            self._turn()
        return True

    def wait_until_ready(self, port: int, seconds: float) -> bool:
        """Wait until the web process answers that it is ready."""
        answers: list[bool] = []
        probe: Probe | None = None
        deadline = time.monotonic() + seconds
        while True not in answers and not self._stopping:
            if time.monotonic() > deadline:
                raise CannotGoOn(f"The pages did not come up in {seconds:.0f} seconds: {self._latest()}")
            if probe is None:
                probe = Probe(port)
                self._selector.register(probe.socket, selectors.EVENT_READ, self._reading(probe, answers))
            self._turn()
            if answers and answers[-1] is False:
                answers.clear()
                probe = None
        self._is_ready = not self._stopping
        return self._is_ready

    def run(self) -> None:
        while not self._stopping:
            self._turn(seconds=1.0)

    def stop(self) -> None:
        """First those that use the database, all at once; then the database."""
        self._stopping = True
        for is_last in (False, True):
            leaving = [child for child in self.children if child.leaves_last is is_last]
            deadline = time.monotonic() + STOP_SECONDS
            for child in leaving:
                child.ask_to_stop()
            for child in leaving:
                self._say_goodbye(child, deadline)
        self.children.clear()

    def _say_goodbye(self, child: Child, deadline: float) -> None:
        """Keep reading while we wait: a process that cannot write cannot finish."""
        while child.process is not None and not child.has_ended() and time.monotonic() < deadline:
            for key, _ in self._selector.select(TICK_SECONDS):
                key.data()
        child.end()
        self._read(child)
        self._close(child)

    def _turn(self, seconds: float = TICK_SECONDS) -> None:
        now = time.monotonic()
        waits = [child.start_at - now for child in self.children if child.process is None and child.start_at > now]
        for key, _ in self._selector.select(min([seconds, *waits])):
            key.data()
        for child in self.children:
            if child.has_ended():
                self._mourn(child)
            if child.process is None and child.start_at <= time.monotonic() and not self._stopping:
                self._revive(child)

    def _revive(self, child: Child) -> None:
        if child.listener is None:
            self._begin(child)
        elif child.listener not in self._selector.get_map():
            self._selector.register(child.listener, selectors.EVENT_READ, lambda: self._answer(child))

    def _answer(self, child: Child) -> None:
        """The knock stays in the queue of the socket, for the process that we start now."""
        if child.listener is not None:
            self._selector.unregister(child.listener)
        self._begin(child)

    def _begin(self, child: Child) -> None:
        child.begin()
        if child.output is not None:
            self._selector.register(child.output, selectors.EVENT_READ, lambda: self._read(child))

    def _mourn(self, child: Child) -> None:
        self._read(child)
        self._close(child)
        code = child.bury()
        if child.listener is not None and code == 0:
            child.failures, child.start_at = 0, 0.0
        elif code == 0:
            self.logs.write("supervisor", f"{child.name} made way; it is started again")
        else:
            how = f"by signal {-code}" if code < 0 else f"with code {code}"
            self.logs.write("supervisor", f"WARNING: {child.name} ended {how}; it is started again")
        if not self._is_ready and child.failures >= HOPELESS_STARTS:
            raise CannotGoOn(f"The process {child.name} does not start: {self.logs.latest.get(child.name, 'no word')}")

    def _read(self, child: Child) -> None:
        if child.output is None:
            return
        while True:
            try:
                piece = os.read(child.output, 65536)
            except BlockingIOError:
                return
            for line in child.lines.feed(piece) if piece else child.lines.finish():
                self.logs.write(child.name, line)
            if not piece:
                self._close(child)
                return

    def _close(self, child: Child) -> None:
        if child.output is not None:
            self._selector.unregister(child.output)
            os.close(child.output)
            child.output = None

    def _reading(self, probe: Probe, answers: list[bool]) -> Callable[[], None]:
        def read() -> None:
            self._selector.unregister(probe.socket)
            answers.append(probe.is_yes())

        return read

    def _latest(self) -> str:
        return self.logs.latest.get("web") or "it said nothing"

    def _ask_to_stop(self, *_: object) -> None:
        self._stopping = True

    def _drain_wakes(self) -> None:
        try:
            while self._wakes[0].recv(4096):
                continue
        except BlockingIOError:
            return
