"""What the fault scripts share: a server on a database of its own, writes with a ledger outside it,
the shim between the server and the system, and the judgement of what is in a file afterwards.

Standard library only; leaves nothing behind; ends only processes that it started.
"""

import atexit
import collections
import hashlib
import itertools
import json
import mmap
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = (os.environ.get("SAMVERKAN_PROGRAM") or os.environ.get("SAMVERKAN")
           or os.path.join(ROOT, ".build/release/samverkan"))
BOARD, PARTNER = "uppsala-socialnamnden", "kvinnojouren-uppsala-exempel"
START_SECONDS_MAX = 30


# MARK: counting

class Checks:
    """Counts what held; the closing line is what scripts/test reads."""

    def __init__(self, title):
        self.passed = self.failed = 0
        self.began = time.monotonic()
        self.title = title

    def expect(self, what, holds, seen=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        if not holds:
            print("FAILED", what, "·", str(seen)[:1500], flush=True)
        return bool(holds)

    def finish(self):
        print(f"   {self.title}: {time.monotonic() - self.began:.0f} s")
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


def say(text):
    print("   " + text, flush=True)


# MARK: folders and the shim

def folder(in_memory=False):
    """A folder that is removed at the end."""
    place = "/dev/shm" if in_memory and os.access("/dev/shm", os.W_OK) else None
    made = tempfile.mkdtemp(prefix="samverkan-faults-", dir=place)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return os.path.realpath(made)


def shim():
    """Compiles the shim once for this run."""
    if not hasattr(shim, "path"):
        compiler = next((c for c in ("cc", "gcc", "clang") if shutil.which(c)), None)
        if compiler is None:
            raise SystemExit("no C compiler: the shim cannot be made")
        shim.path = os.path.join(folder(), "shim.so")
        subprocess.run([compiler, "-O2", "-Wall", "-shared", "-fPIC", "-o", shim.path,
                        os.path.join(HERE, "shim.c"), "-ldl", "-lpthread"], check=True)
    return shim.path


WRITE, SYNC, TRUNCATE, CREATE, UNLINK, RENAME, READ, ANSWER = (1 << n for n in range(8))
DATABASE, LOG, JOURNAL, MEMORY, OTHER, FOLDER = (1 << n for n in range(6))
FAIL_ONCE, FAIL_ON, KILL_BEFORE, KILL_AFTER, KILL_HALFWAY = range(5)


class Control:
    """The shim's orders, in memory that the server maps (struct control of shim.c)."""

    FIELDS = ("armed", "operations", "files", "countdown", "error", "effect", "seen", "injected")

    def __init__(self, place):
        self.path = os.path.join(place, "control")
        with open(self.path, "wb") as file:
            file.write(bytes(mmap.PAGESIZE))
        with open(self.path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), mmap.PAGESIZE)

    def __getitem__(self, name):
        return struct.unpack_from("=i", self.memory, 8 + 4 * self.FIELDS.index(name))[0]

    def __setitem__(self, name, value):
        struct.pack_into("=i", self.memory, 8 + 4 * self.FIELDS.index(name), value)

    def move_clock(self, seconds):
        struct.pack_into("=q", self.memory, 0, seconds)

    def arm(self, operations, files, countdown, effect=FAIL_ONCE, error=5):
        self["armed"] = 0
        values = {"operations": operations, "files": files, "countdown": countdown,
                  "error": error, "effect": effect, "seen": 0, "injected": 0}
        for name, value in values.items():
            self[name] = value
        self["armed"] = 1

    def disarm(self):
        self["armed"] = 0


# MARK: the server

def environment(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SAMVERKAN")}
    kept["SAMVERKAN_MIGRATIONS"] = os.path.join(ROOT, "migrations")
    kept["SAMVERKAN_RATE_LIMITS_ENABLED"] = "false"
    # A crash is to be a crash at once, not a minute of drawing its stack.
    kept["SWIFT_BACKTRACE"] = "enable=no"
    return {**kept, **{k: str(v) for k, v in more.items() if v is not None}}


def verb(*words, given="", **more):
    """Runs a verb of the program; its code, standard output and standard error."""
    done = subprocess.run([PROGRAM, *words], cwd=ROOT, env=environment(**more),
                          input=given.encode(), capture_output=True, timeout=120)
    return (done.returncode, done.stdout.decode(errors="replace"),
            done.stderr.decode(errors="replace"))


class Demo:
    """A database with the demonstration in it, to be copied; its accounts and its key."""

    def __init__(self, place=None):
        self.place = place or folder()
        self.database = os.path.join(self.place, "samverkan.sqlite")
        code, told, complained = verb("demo", "--database", self.database, "--json")
        if code != 0:
            raise SystemExit(f"no demonstration: {complained}")
        told = json.loads(told)
        self.accounts = told["accounts"]
        self.key = next(k["secret"] for k in told["keys"] if k["partner"] == PARTNER)

    def copy(self, place):
        """The database of a stopped program, in another folder."""
        os.makedirs(place, exist_ok=True)
        for name in os.listdir(self.place):
            if name.startswith("samverkan.sqlite") and not name.endswith((".lock", ".control")):
                shutil.copy(os.path.join(self.place, name), place)
        return os.path.join(place, "samverkan.sqlite")

    def account(self, role, board=BOARD):
        return next(a for a in self.accounts if role in a["roles"] and a.get("board") == board)


class Server:
    """A server as a process, with or without the shim."""

    started = []

    def __init__(self, database, control=None, trace=None, ready=True, prefix=(), **more):
        self.database = database
        self.log = os.path.join(os.path.dirname(database), "server.log")
        self.log_from = os.path.getsize(self.log) if os.path.exists(self.log) else 0
        if control or trace:
            more = {"LD_PRELOAD": shim(), "FAULTS_DATABASE": database, "FAULTS_TRACE": trace,
                    "FAULTS_CONTROL": control and control.path, **more}
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*prefix, PROGRAM, "serve", "--database", database, "--listen", "127.0.0.1:0"],
                stdout=subprocess.PIPE, stderr=log, env=environment(**more), cwd=ROOT)
        Server.started.append(self.process)
        self.port = None
        if ready:
            self.await_port()

    def await_port(self):
        """Waits for the line that tells the address; False when the process ended instead."""
        line = self.process.stdout.readline().decode()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        self.port = int(found[1]) if found else None
        if not found:
            self.process.wait(timeout=START_SECONDS_MAX)
        return self.port is not None

    def logged(self):
        with open(self.log, "rb") as file:
            file.seek(self.log_from)
            return file.read().decode(errors="replace")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """Asks it to end; its code."""
        self.process.terminate()
        try:
            code = self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()
            return "did not end within a minute"
        self.process.stdout.close()
        return code

    def client(self):
        return Client(self.port)


def _end_all():
    for process in Server.started:
        if process.poll() is None:
            process.kill()


atexit.register(_end_all)


class Lost(Exception):
    """The connection ended before the whole answer."""


class Answer:
    """Status, fields (lower case) and body of an answer."""

    def __init__(self, status, fields, raw):
        self.status, self.fields, self.raw = status, fields, raw

    @property
    def body(self):
        return json.loads(self.raw) if self.raw[:1] in (b"{", b"[") else {}

    @property
    def code(self):
        return self.body.get("code")

    def __str__(self):
        return f"{self.status} {self.raw[:400]!r}"


class Client:
    """One kept connection, as plain as can be: its speed is the load's speed."""

    def __init__(self, port, seconds=20):
        self.port, self.seconds, self.socket = port, seconds, None
        self.rest = b""

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.rest = None, b""

    def call(self, method, path, token=None, body=None, key=None, request=None):
        head = [f"{method} {path} HTTP/1.1", "Host: localhost"]
        if token:
            head.append("Authorization: Bearer " + token)
        if key:
            head.append("Idempotency-Key: " + key)
        if request:
            head.append("X-Request-Id: " + request)
        raw = b"" if body is None else json.dumps(body).encode()
        if body is not None:
            head += ["Content-Type: application/json", f"Content-Length: {len(raw)}"]
        try:
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), self.seconds)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + raw)
            return self._answer()
        except (OSError, Lost) as fault:
            self.close()
            raise Lost(str(fault)) from fault

    def _more(self):
        part = self.socket.recv(262_144)
        if not part:
            raise Lost("closed")
        self.rest += part

    def _answer(self):
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        fields = {name.lower(): value for name, value in fields.items()}
        length = int(fields.get("content-length", 0))
        while len(self.rest) < length:
            self._more()
        raw, self.rest = self.rest[:length], self.rest[length:]
        if fields.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(lines[0].split(" ", 2)[1]), fields, raw)

    def sign_in(self, account):
        names = {"username": account["username"], "password": account["password"]}
        answer = self.call("POST", "/api/v1/sessions", body=names)
        if answer.status != 201:
            raise SystemExit(f"cannot sign in: {answer}")
        return answer.body["token"]


# MARK: writes and their ledger

class Write:
    """One call that changes something, what was answered, and how to find it in the file."""

    __slots__ = ("kind", "key", "path", "token", "body", "request", "status", "id", "about",
                 "position")

    def __init__(self, kind, key, path, token, body, about=None):
        self.kind, self.key, self.path, self.token, self.body = kind, key, path, token, body
        self.request = key
        # The id of the referral that a message or a step is about.
        self.about = about
        self.status = self.id = self.position = None

    def send(self, client):
        answer = client.call("POST" if self.body is not None else "GET", self.path, self.token,
                             self.body, self.key if self.body is not None else None, self.request)
        self.status = answer.status
        return answer

    @property
    def is_acknowledged(self):
        return self.status is not None and 200 <= self.status < 300


def referral(mark, reference):
    """An invented referral; the reason is its mark."""
    body = {
        "receiver": "uppsala-ingang-akut-hemloshet", "urgency": "urgent",
        "needs": ["housing"], "reason": mark,
        "subject": {"alias": "Prov", "sex": "woman", "ageBand": "25-34", "children": "no"},
        "basis": {"kind": "consent", "form": "oral",
                  "givenOn": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400)),
                  "covers": ["referral", "feedback"]}}
    return {**body, "reference": mark} if reference else body


class Load:
    """Mixed writes on several connections, each noted before it is sent and when it is answered."""

    numbers = itertools.count(1)

    def __init__(self, port, key, intake, seed, threads=8):
        self.port, self.key, self.intake = port, key, intake
        self.ledger, self.unexpected = [], []
        self.is_over = threading.Event()
        self.left = None
        self.threads = [
            threading.Thread(target=self._run, args=(random.Random(f"{seed}/{n}"),), daemon=True)
            for n in range(threads)]

    def start(self, count=None):
        """Begins; ends by itself after so many writes, or with the server, or when told."""
        self.left = count
        for thread in self.threads:
            thread.start()
        return self

    def join(self):
        for thread in self.threads:
            thread.join(timeout=60)
        return self.ledger

    def stop(self):
        self.is_over.set()
        return self.join()

    def _run(self, chance):
        client = Client(self.port)
        try:
            while not self.is_over.is_set() and (self.left is None or self.left > 0):
                self._one_case(client, chance)
        except Lost:
            pass
        finally:
            client.close()

    def _do(self, client, kind, path, token, body, about=None):
        mark = f"prov-{next(Load.numbers):07d}"
        if kind.startswith("referral"):
            body = referral(mark, kind == "referral+reference")
        elif kind == "message":
            body = {"body": mark}
        write = Write(kind, mark, path, token, body, about)
        self.ledger.append(write)
        if self.left is not None:
            self.left -= 1
        answer = write.send(client)
        if write.is_acknowledged and kind.startswith("referral"):
            write.id = answer.body["id"]
        if not write.is_acknowledged:
            self.unexpected.append((write, answer))
            raise Lost("refused")
        return write

    def _one_case(self, client, chance):
        kind = chance.choice(("referral+reference", "referral"))
        made = self._do(client, kind, "/api/v1/referrals", self.key, None).id
        path = f"/api/v1/referrals/{made}"
        for _ in range(chance.randrange(3)):
            self._do(client, "message", path + "/messages", self.key, None, made)
        if chance.random() < 0.6:
            self._do(client, "receive", path + "/transitions", self.intake, {"step": "receive"},
                     made)
            self._do(client, "read", path, self.intake, None, made)
        if chance.random() < 0.3:
            self._do(client, "accept", path + "/transitions", self.intake, {"step": "accept"}, made)


# MARK: what is in the file

def hexadecimal(text):
    return text.replace("-", "").upper()


class Found:
    """The marks that stand in a database, each with how often."""

    def __init__(self, connection):
        ask = connection.execute
        self.referrals = collections.defaultdict(list)
        for reason, number in ask(
                "SELECT reason, hex(id) FROM referral WHERE reason LIKE 'prov-%'"):
            self.referrals[reason].append(number)
        self.messages = collections.Counter(
            row[0] for row in ask("SELECT body FROM referral_message WHERE body LIKE 'prov-%'"))
        self.steps = collections.Counter(ask("SELECT hex(referral_id), step FROM referral_event"))
        self.requests = collections.Counter(
            row[0] for row in ask("SELECT json_extract(entry, '$.request') FROM audit"))

    def count(self, write):
        if write.kind.startswith("referral"):
            return len(self.referrals[write.key])
        if write.kind == "message":
            return self.messages[write.key]
        if write.kind == "read":
            return self.requests[write.request]
        return self.steps[(hexadecimal(write.about), write.kind)]

    def faults(self, ledger):
        """What is missing though it was acknowledged, and what stands there twice."""
        found = []
        for write in ledger:
            count = self.count(write)
            if write.is_acknowledged and count == 0:
                found.append(f"{write.kind} {write.key} was acknowledged and is lost")
            elif count > 1 and write.kind != "read":
                found.append(f"{write.kind} {write.key} stands there {count} times")
            elif write.is_acknowledged and write.id and (
                    self.referrals[write.key] != [hexadecimal(write.id)]):
                found.append(f"{write.key} has another id than was answered")
            elif write.is_acknowledged and not self.requests[write.request]:
                found.append(f"{write.kind} {write.key} was answered without an audit entry")
        return found


def chain_fault(connection):
    """What is wrong with the audit chain; nil when it is whole."""
    previous, number = "", 0
    for seq, entry, stored in connection.execute("SELECT seq, entry, hash FROM audit ORDER BY seq"):
        number += 1
        previous = hashlib.sha256(f"{previous}\n{entry}".encode()).hexdigest()
        if seq != number or stored != previous:
            return f"the audit chain is broken at {seq}"
    head = connection.execute("SELECT seq, hash FROM audit_head").fetchone()
    return None if head == (number, previous) else f"the chain's head is {head}, not {number}"


def read_only(database):
    """Opens the file beside a server: it never checkpoints."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    return connection


def examine(database, ledger, connection=None):
    """Everything that is wrong with a database, given what was acknowledged."""
    try:
        connection = connection or read_only(database)
        with connection:
            faults = [row[0] for row in connection.execute("PRAGMA integrity_check")
                      if row[0] != "ok"]
            faults += [f"broken reference {row}" for row in connection.execute(
                "PRAGMA foreign_key_check")]
            chain = chain_fault(connection)
            faults += [chain] if chain else []
            faults += Found(connection).faults(ledger)
        connection.close()
        return faults
    except sqlite3.DatabaseError as fault:
        return [f"cannot be read: {fault}"]


def arguments(text, **defaults):
    """--name VALUE pairs, whole numbers."""
    given = dict(defaults)
    words = sys.argv[1:]
    while words:
        name = words.pop(0).removeprefix("--").replace("-", "_")
        if name not in given or (given[name] is not False and not words):
            print(f"usage: {os.path.basename(sys.argv[0])} "
                  + " ".join(f"[--{k.replace('_', '-')} {v}]" for k, v in defaults.items())
                  + "\n\n" + text)
            sys.exit(2)
        given[name] = True if given[name] is False else int(words.pop(0))
    return given
