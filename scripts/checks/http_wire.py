"""One connection as the HTTP checks see it: exact bytes out, answers read strictly by their framing.

Whatever an answer may not be is a Fault: no date, two lengths, a body where none may be, a bare LF,
a problem document that names another status.
"""

import json
import random
import re
import socket
import struct
import time

DATE = re.compile(
    rb"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3]\d "
    rb"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} [0-2]\d:[0-5]\d:[0-6]\d GMT")
NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")


class Fault(Exception):
    """What was seen is not what may be."""


class Cut(Fault):
    """The connection ended within an answer."""


class Answer:
    def __init__(self, status, fields, body):
        self.status, self.fields, self.body = status, fields, body

    @property
    def closes(self):
        return self.fields.get(b"connection") == b"close"


class Client:
    def __init__(self, port, seconds=8.0, receive_bytes=None):
        self.socket = socket.socket()
        if receive_bytes:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.settimeout(seconds)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """Sends everything; an end that the server has made is found by reading."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def end(self):
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def fill(self):
        """Reads once; False at the end."""
        try:
            piece = self.socket.recv(262_144)
        except TimeoutError:
            raise Fault(f"nothing came; read so far: {self.buffer[:200]!r}") from None
        except ConnectionResetError:
            raise Fault(f"reset; read so far: {self.buffer[:200]!r}") from None
        self.buffer += piece
        return bool(piece)

    def is_silent(self, seconds):
        """Whether nothing comes, not even the end, for so long."""
        if self.buffer:
            return False
        before = self.socket.gettimeout()
        self.socket.settimeout(seconds)
        try:
            self.buffer += self.socket.recv(262_144)
            return False
        except (TimeoutError, BlockingIOError):
            return True
        except ConnectionResetError:
            return False
        finally:
            self.socket.settimeout(before)

    def is_ended(self):
        """Whether the end comes, with nothing before it."""
        return not self.buffer and not self.fill()

    def take(self, count):
        while len(self.buffer) < count:
            if not self.fill():
                raise Cut(f"cut after {self.buffer[:200]!r}")
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def line(self):
        while b"\n" not in self.buffer:
            if not self.fill():
                raise Cut(f"cut after {self.buffer[:200]!r}")
        line, self.buffer = self.buffer.split(b"\n", 1)
        if not line.endswith(b"\r") or b"\r" in line[:-1]:
            raise Fault(f"a bare CR or LF: {line!r}")
        return line[:-1]

    def answer(self, to_head=False):
        """The next answer; None at the end of the connection."""
        if not self.buffer and not self.fill():
            return None
        first = self.line()
        found = re.fullmatch(rb"HTTP/1\.1 ([1-5]\d\d) [\t\x20-\x7e]+", first)
        if not found:
            raise Fault(f"no status line: {first!r}")
        status, fields = int(found[1]), {}
        while line := self.line():
            name, colon, value = line.partition(b":")
            if not colon or not NAME.fullmatch(name) or not VALUE.fullmatch(value):
                raise Fault(f"no field line: {line!r}")
            if name.lower() in fields and name.lower() != b"set-cookie":
                raise Fault(f"twice: {line!r}")
            fields[name.lower()] = value.strip(b" \t")
        answer = Answer(status, fields, self.body(status, fields, to_head))
        examine(answer, to_head)
        return answer

    def body(self, status, fields, to_head):
        if b"transfer-encoding" in fields and b"content-length" in fields:
            raise Fault("a length and a coding (RFC 9112 6.2)")
        if status < 200 or status == 204:
            if b"transfer-encoding" in fields or b"content-length" in fields:
                raise Fault(f"a length with {status} (RFC 9110 8.6)")
            return b""
        if to_head or status == 304:
            return b""
        if fields.get(b"transfer-encoding") == b"chunked":
            return self.chunks()
        length = fields.get(b"content-length")
        if length is None or not re.fullmatch(rb"0|[1-9]\d*", length):
            raise Fault(f"no length: {length!r}")
        return self.take(int(length))

    def chunks(self):
        body = b""
        while True:
            size = int(self.line(), 16)
            body += self.take(size)
            if self.line():
                raise Fault("a chunk longer than its size")
            if size == 0:
                return body


def examine(answer, to_head):
    """What every answer must be, whatever was asked."""
    fields, status = answer.fields, answer.status
    if status >= 200 and not DATE.fullmatch(fields.get(b"date", b"")):
        raise Fault(f"no date with {status} (RFC 9110 6.6.1)")
    if b"public" in fields.get(b"cache-control", b"") and b"vary" not in fields:
        raise Fault("what caches may keep says not what it varies by (RFC 9110 12.5.5)")
    if status < 400:
        return
    if fields.get(b"content-type") != b"application/problem+json":
        raise Fault(f"{status} is no problem document")
    if not to_head and json.loads(answer.body)["status"] != status:
        raise Fault(f"the document of {status} names another status")
    needed = {401: b"www-authenticate", 405: b"allow"}.get(status)
    if needed and needed not in fields:
        raise Fault(f"{status} without {needed.decode()} (RFC 9110 15.5)")


def cut(data, rng, most=6):
    """The bytes in pieces, cut at random places; at most a few, and often next to a line's end."""
    if len(data) < 2:
        return [data]
    ends = [found.start() + 1 for found in re.finditer(rb"[\r\n]", data[:4_096])]
    places = set()
    for _ in range(rng.randint(1, most)):
        near = rng.choice(ends) if ends and rng.random() < 0.6 else None
        places.add(near or rng.randint(1, len(data) - 1))
    pieces, start = [], 0
    for place in sorted(places) + [len(data)]:
        if place > start:
            pieces.append(data[start:place])
            start = place
    return pieces


def send_cut(client, data, rng):
    """Sends in segments of their own."""
    for piece in cut(data, rng):
        client.send(piece)
        time.sleep(rng.choice((0, 0.001, 0.002)))


def seeded(seed, name):
    return random.Random(f"{seed} {name}")
