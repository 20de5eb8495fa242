"""Start, memory at rest, and memory with many open connections."""
import resource
import socket
import statistics
import struct
import time
from dataclasses import dataclass

from load import Unmeasured

CONNECTIONS = 10_000
STARTS = 5


@dataclass
class Rest:
    start: float = 0           # milliseconds from exec to the first 200, median
    resident: int = 0          # bytes, before any request
    opened: int = 0            # connections that were still open at the end
    wanted: int = 0
    per_connection: float = 0  # bytes of resident memory
    cpu: float = 0             # share of a core while they were idle
    after: int = 0             # resident bytes after they were closed
    note: str = ''


def descriptors():
    """Raises this process's limit, which its children inherit, as far as it goes."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else 1_000_000


def measure(start):
    """`start()` gives a new server."""
    rest, times = Rest(), []
    for _ in range(STARTS):
        with start() as server: times.append(server.wait('/health/live') * 1000)
    rest.start = statistics.median(times)
    with start() as server:
        server.wait(pause=0.01)
        time.sleep(1)
        rest.resident = server.resident_bytes()
        hold(server, rest)
    return rest


def hold(server, rest):
    rest.wanted = min(CONNECTIONS, descriptors() - 500)
    if rest.wanted < 1000:
        rest.note = f'descriptor limit {descriptors()}: connections not measured'
        return
    sockets = []
    try:
        open_all(server, rest, sockets)
        time.sleep(1)
        before = server.cpu_seconds()
        time.sleep(2)
        rest.cpu = (server.cpu_seconds() - before) / 2
        rest.opened = sum(is_open(s) for s in sockets)
        if rest.opened:
            rest.per_connection = (server.resident_bytes() - rest.resident) / rest.opened
    finally:
        for s in sockets:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
            s.close()
    time.sleep(1)
    rest.after = server.resident_bytes()


def open_all(server, rest, sockets):
    """Opens the connections, one answered request on each, at most 30 seconds."""
    request = f'GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n'.encode()
    until = time.monotonic() + 30
    for _ in range(rest.wanted):
        if time.monotonic() > until:
            rest.note = 'opening took longer than 30 s'
            return
        s = socket.socket()
        s.settimeout(5)
        try:
            s.connect(('127.0.0.1', server.port))
            s.sendall(request)
            if not s.recv(4096).startswith(b'HTTP/1.1 200'): raise OSError('no 200')
        except OSError as error:
            s.close()
            rest.note = f'after {len(sockets)}: {error}'
            return
        sockets.append(s)


def is_open(s):
    s.setblocking(False)
    try: return s.recv(4096) != b''
    except BlockingIOError: return True
    except OSError: return False
