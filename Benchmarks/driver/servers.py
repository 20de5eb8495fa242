"""One server at a time: started on loopback, watched through /proc, stopped by its own pid."""
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

TICK = os.sysconf('SC_CLK_TCK')
READY_SECONDS_MAX = 30
STOP_SECONDS_MAX = 15
_started = []
_libc = ctypes.CDLL(None)


class Unready(Exception):
    """The server did not come up; the text says why."""


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def _in_child():
    _libc.prctl(1, signal.SIGKILL)           # PR_SET_PDEATHSIG: never outlives the driver
    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)


class Server:
    """A running server. `command` holds '{port}' where the port goes."""

    def __init__(self, name, command, log: Path, environment=None):
        self.name, self.log = name, log
        self.port = free_port()
        command = [str(part).replace('{port}', str(self.port)) for part in command]
        with log.open('wb') as output:
            self.began = time.perf_counter()
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                preexec_fn=_in_child,
                env={**os.environ, 'SWIFT_BACKTRACE': 'enable=no', **(environment or {})})
        _started.append(self)

    @property
    def pid(self): return self.process.pid

    def tail(self):
        text = self.log.read_text(errors='replace').strip()
        return ' / '.join(text.splitlines()[-3:])[-400:]

    def wait(self, path=None, pause=0.0005):
        """Seconds from start until it accepts, or until `path` is answered with 200."""
        while time.perf_counter() - self.began < READY_SECONDS_MAX:
            if self.process.poll() is not None:
                raise Unready(f'{self.name} ended with {self.process.returncode}: {self.tail()}')
            try:
                with socket.create_connection(('127.0.0.1', self.port), timeout=2) as s:
                    if path is None:
                        return time.perf_counter() - self.began
                    s.sendall(f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n'
                              'Connection: close\r\n\r\n'.encode())
                    if s.recv(256).startswith(b'HTTP/1.1 200'):
                        return time.perf_counter() - self.began
            except OSError:
                pass
            time.sleep(pause)
        raise Unready(f'{self.name} not ready after {READY_SECONDS_MAX} s: {self.tail()}')

    def call(self, method, path, token=None, body=None, headers=None):
        """One request: (status, body bytes)."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=15)
        headers = dict(headers or {})
        if token: headers['Authorization'] = 'Bearer ' + token
        if body is not None: headers['Content-Type'] = 'application/json'
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Unready(f'{method} {path}: {type(error).__name__} {error}') from error
        finally:
            connection.close()

    def family(self):
        """Its pid and those of its children's children."""
        found, waiting = [], [self.pid]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            for children in Path(f'/proc/{pid}/task').glob('*/children'):
                try: waiting += map(int, children.read_text().split())
                except OSError: pass
        return found

    def cpu_seconds(self):
        """User and system time so far, ended children included."""
        ticks = 0
        for pid in self.family():
            try: fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
            except OSError: continue
            ticks += sum(map(int, fields[11:15]))         # utime stime cutime cstime
        return ticks / TICK

    def resident_bytes(self):
        total = 0
        for pid in self.family():
            try: lines = Path(f'/proc/{pid}/status').read_text().splitlines()
            except OSError: continue
            total += sum(int(line.split()[1]) for line in lines if line.startswith('VmRSS:'))
        return total * 1024

    def stop(self):
        """SIGTERM, then SIGKILL: its own pid only."""
        if self in _started: _started.remove(self)
        if self.process.poll() is not None: return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self): return self
    def __exit__(self, *_): self.stop()


def stop_all():
    for server in list(_started): server.stop()
