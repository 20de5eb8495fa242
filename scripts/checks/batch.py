#!/usr/bin/env python3
"""Sends 10,000 encounters in batches while others read, against a running server.

    scripts/checks/batch.py http://127.0.0.1:8080 demo.json

20 batches of 500 over 8 connections, while 16 connections read lists; the readers are measured
without the batches first. Then everything is sent again: nothing may be doubled. Ends with
"N passed, N failed"."""

import http.client
import json
import sys
import threading
import time
import urllib.parse
import uuid

BATCHES, SIZE, SENDERS, READERS, QUIET_SECONDS = 20, 500, 8, 16, 4
ROOT = urllib.parse.urlsplit(sys.argv[1])
ACCOUNTS = {a["username"]: a for a in json.load(open(sys.argv[2]))["accounts"]}
WRITER, LISTS = "uppsala.stodteamet", ["/encounters?limit=50", "/shifts?limit=20", "/places"]
passed = failed = 0


def check(what, holds, seen=""):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print("FAILED", what, str(seen)[:500])


def connect():
    return http.client.HTTPConnection(ROOT.hostname, ROOT.port, timeout=60)


def call(connection, method, path, token=None, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    data = json.dumps(body) if body is not None else None
    connection.request(method, "/api/v1" + path, data, headers)
    answer = connection.getresponse()
    raw = answer.read()
    return answer.status, json.loads(raw or b"{}"), answer.getheader("Retry-After")


def sign_in(name):
    account = ACCOUNTS[name]
    status, body, _ = call(
        connect(), "POST", "/sessions", body={k: account[k] for k in ("username", "password")})
    check("log-in", status == 201, body)
    return body["token"]


def device_id(number):
    """An id as a device makes it, of today: ids of another day are none of the server's."""
    milliseconds = int(time.time() * 1000) - 3_600_000 + number
    random = uuid.uuid4().int
    return str(uuid.UUID(
        int=milliseconds << 80 | 7 << 76 | (random >> 64 & 0xFFF) << 64 | 2 << 62 | random >> 66))


def operation(number):
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 7_200 - number))
    subject = {"newCode": {"sex": "man", "ageBand": "50-65"}} if number % 10 == 0 else {"nobody": True}
    return {"kind": "encounter", "body": {
        "id": device_id(number), "at": at, "team": "uppsala-stodteamet", "subject": subject,
        "contents": ["relation", "motivation"], "duration": "15_to_60",
        "handouts": [{"kind": "food", "count": 1}], "note": "Inläst i efterhand."}}


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000 if times else 0


class Readers:
    """Connections that read lists until they are told to end."""

    def __init__(self, token):
        self.times, self.errors, self.ended = [], [], threading.Event()
        self.threads = [
            threading.Thread(target=self.read, args=(token, n)) for n in range(READERS)]
        for thread in self.threads:
            thread.start()

    def read(self, token, number):
        connection, turn = connect(), number
        while not self.ended.is_set():
            began = time.perf_counter()
            try:
                status, _, wait = call(connection, "GET", LISTS[turn % len(LISTS)], token)
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(repr(error))
                connection = connect()
                continue
            if status != 200:
                self.errors.append(status)
                time.sleep(min(float(wait or 0.1), 1))
            self.times.append(time.perf_counter() - began)
            turn += 1

    def end(self, label, seconds):
        self.ended.set()
        for thread in self.threads:
            thread.join()
        print(f"readers {label}: {len(self.times) / seconds:.0f}/s, "
              f"p50 {percentile(self.times, .5):.1f} ms, p99 {percentile(self.times, .99):.1f} ms, "
              f"{len(self.errors)} errors")
        check("readers without errors " + label, not self.errors, self.errors[:5])


def send(token, batches):
    """Sends batches over some connections; gives the statuses of all operations."""
    waiting, statuses, lock = list(batches), [], threading.Lock()

    def work():
        connection = connect()
        while True:
            with lock:
                if not waiting:
                    return
                batch = waiting.pop()
            status, body, _ = call(
                connection, "POST", "/sync/batch", token, {"operations": batch})
            with lock:
                statuses.extend(
                    [r["status"] for r in body["results"]] if status == 200 else [status] * SIZE)

    threads = [threading.Thread(target=work) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def main():
    token = sign_in(WRITER)
    batches = [[operation(n * SIZE + k) for k in range(SIZE)] for n in range(BATCHES)]
    readers = Readers(token)
    time.sleep(QUIET_SECONDS)
    readers.end("alone", QUIET_SECONDS)
    for label, expected in (("first", 201), ("again", 200)):
        readers, began = Readers(token), time.perf_counter()
        statuses = send(token, batches)
        seconds = time.perf_counter() - began
        readers.end(f"beside the batches sent {label}", seconds)
        print(f"batches {label}: {len(statuses)} encounters in {seconds:.1f} s, "
              f"{len(statuses) / seconds:.0f}/s")
        other = [s for s in statuses if s != expected]
        check(f"all {expected} when sent {label}", not other and len(statuses) == SIZE * BATCHES,
              (len(other), other[:5]))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
