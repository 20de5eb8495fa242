"""What a disk may hold after the power went: replays the shim's record of system calls.

A write is durable when a sync of its file followed, a name when a sync of its folder followed.
Whatever was not synced may be lost, whole or by sectors of 512 bytes, in any order; names are kept
in the order in which they were made, up to some point.
"""

import os
import re
import struct

from harness import ANSWER, CREATE, RENAME, SYNC, TRUNCATE, UNLINK, WRITE

HEAD = struct.Struct("=IIQQ")
SECTOR = 512
REQUEST = re.compile(rb"\r\nX-Request-Id: ([^\r]+)\r\n", re.I)


def file_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def records(path, length=None):
    """The record, or its first bytes: (operation, inode, offset or length, bytes)."""
    data = file_bytes(path)[:length]
    at, found = 0, []
    while at < len(data):
        operation, inode, offset, length = HEAD.unpack_from(data, at)
        at += HEAD.size
        holds = operation not in (TRUNCATE, SYNC)
        found.append((operation, inode, offset, data[at:at + length] if holds else b""))
        at += length if holds else 0
    return found


def answers(trace):
    """At which record each answer of success began to leave, by its request's id."""
    found = {}
    for position, (operation, _, _, data) in enumerate(trace):
        if operation == ANSWER and data.startswith(b"HTTP/1.1 2"):
            request = REQUEST.search(data)
            if request:
                found[request[1].decode()] = position
    return found


class Content:
    """A file: what is durable, and what was written since."""

    def __init__(self, durable=b""):
        self.durable = bytearray(durable)
        self.pending = []

    def sync(self):
        for operation in self.pending:
            apply(self.durable, *operation)
        self.pending = []

    def image(self, keeps):
        """The durable bytes and the parts of what follows that `keeps` says."""
        if not self.pending:
            return self.durable
        bytes_now = bytearray(self.durable)
        for operation, offset, data in self.pending:
            if operation == TRUNCATE:
                if keeps():
                    apply(bytes_now, operation, offset, data)
                continue
            for start in range(0, len(data), SECTOR):
                if keeps():
                    apply(bytes_now, operation, offset + start, data[start:start + SECTOR])
        return bytes_now


def apply(content, operation, offset, data):
    if operation == TRUNCATE:
        if offset < len(content):
            del content[offset:]
        else:
            content.extend(bytes(offset - len(content)))
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(data)] = data


class Disk:
    """The folder of a database as its disk holds it, record by record."""

    def __init__(self, folder):
        self.folder = folder
        self.folder_inode = os.stat(folder).st_ino & 0xFFFFFFFF
        self.names, self.pending_names, self.contents = {}, [], {}
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                inode = os.stat(path).st_ino & 0xFFFFFFFF
                self.names[path] = inode
                self.contents[inode] = Content(file_bytes(path))

    def copy(self):
        """The same disk, to go another way from here."""
        made = Disk.__new__(Disk)
        made.__dict__.update(self.__dict__)
        made.names, made.pending_names = dict(self.names), list(self.pending_names)
        made.contents = {i: Content(c.durable) for i, c in self.contents.items()}
        return made

    def follow(self, operation, inode, offset, data):
        if operation in (WRITE, TRUNCATE):
            self.contents.setdefault(inode, Content()).pending.append((operation, offset, data))
        elif operation == SYNC and inode == self.folder_inode:
            for change in self.pending_names:
                self._rename(self.names, *change)
            self.pending_names = []
        elif operation == SYNC and inode in self.contents:
            self.contents[inode].sync()
        elif operation in (CREATE, UNLINK, RENAME):
            names = data.decode().split("\0")
            if operation == CREATE and self._names_now().get(names[0]) == inode:
                return
            if operation == CREATE:
                self.contents[inode] = Content()
            self.pending_names.append((operation, inode, names))

    def _names_now(self):
        names = dict(self.names)
        for change in self.pending_names:
            self._rename(names, *change)
        return names

    @staticmethod
    def _rename(names, operation, inode, words):
        if operation == CREATE:
            names[words[0]] = inode
        elif operation == UNLINK:
            names.pop(words[0], None)
        elif words[0] in names:
            names[words[1]] = names.pop(words[0])

    def write_image(self, target, keeps, names_kept):
        """Makes the files of one possible disk; the shared memory of a log is never on one."""
        names = dict(self.names)
        for change in self.pending_names[:names_kept]:
            self._rename(names, *change)
        os.makedirs(target, mode=0o700)
        for path, inode in names.items():
            if path.endswith(("-shm", ".lock", ".control", ".log")):
                continue
            made = os.path.join(target, os.path.basename(path))
            with open(made, "wb", opener=lambda p, f: os.open(p, f, 0o600)) as file:
                if inode in self.contents:
                    file.write(self.contents[inode].image(keeps))
