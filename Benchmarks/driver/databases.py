"""The database files of the peers: made here, so that every server meets the same rows."""
import json
import random
import sqlite3
import time
from pathlib import Path

ROWS = 100_000
LIST_EVERY = 100          # every hundredth row has the receiver that the list asks for

# One table with two indexes, as the peers' POST writes it, and its audit.
PEERS = """
PRAGMA journal_mode=WAL;
CREATE TABLE referral (
  id INTEGER PRIMARY KEY,
  reference TEXT NOT NULL,
  receiver TEXT NOT NULL,
  sender TEXT NOT NULL,
  urgency TEXT NOT NULL,
  status TEXT NOT NULL,
  needs TEXT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  basis TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  response_due INTEGER
) STRICT;
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  entry TEXT NOT NULL
) STRICT;
"""
PEERS_INDEXES = """
CREATE UNIQUE INDEX referral_reference_unique ON referral (reference);
CREATE INDEX referral_receiver_index ON referral (receiver, created_at);
"""


def referral_body():
    """A referral as a partner sends it (the wire contract's example); `@` becomes its number."""
    return {
        'reference': '@', 'receiver': 'uppsala-ingang-akut-hemloshet', 'urgency': 'urgent',
        'needs': ['housing', 'violence'], 'reason': 'Sover i trapphus sedan två veckor.',
        'subject': {
            'alias': 'Mia', 'sex': 'woman', 'ageBand': '25-34', 'district': 'Gottsunda',
            'languages': ['sv'], 'contact': {'phone': '070-1740605', 'safe': 'vardagar 9–12'},
            'children': 'no'},
        'basis': {
            'kind': 'consent', 'form': 'oral', 'givenOn': time.strftime('%Y-%m-%d'),
            'covers': ['referral', 'feedback']}}


def make_peers(path: Path):
    """The file of the peers: ROWS referrals of about 540 bytes of JSON each."""
    def compact(value): return json.dumps(value, ensure_ascii=False, separators=(',', ':'))
    draw = random.Random(1)
    body = referral_body()
    del body['subject']['contact']
    body['reason'] += ' Vill ha hjälp i kväll.'
    start = 1_760_000_000_000
    rows = ((
        f'KJ-{draw.getrandbits(40):010x}-{i}',
        'uppsala-list' if i % LIST_EVERY == 0 else f'entrance-{draw.randrange(500)}',
        'kvinnojouren-uppsala-exempel', 'urgent', 'requested', compact(body['needs']),
        body['reason'], compact(body['subject']), compact(body['basis']), 1,
        start + i * 1000, start + i * 1000 + 86_400_000) for i in range(ROWS))
    database = sqlite3.connect(path)
    database.executescript(PEERS)
    with database:
        database.executemany(
            'INSERT INTO referral (reference, receiver, sender, urgency, status, needs, reason,'
            ' subject, basis, version, created_at, response_due)'
            ' VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', rows)
        database.executescript(PEERS_INDEXES)
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()


def make_full(path: Path, migrations: Path):
    """The file of `ref-full`: the product's own schema, and one parent row in each table that a
    referral names. Raises when the schema cannot be used any more."""
    database = sqlite3.connect(path)
    database.execute('PRAGMA journal_mode=WAL')
    files = sorted(migrations.glob('[0-9]*.sql'))
    if not files:
        raise RuntimeError(f'no migrations in {migrations}')
    for file in files:
        database.executescript(file.read_text())
    database.execute('PRAGMA foreign_keys=OFF')
    database.execute('PRAGMA ignore_check_constraints=ON')
    with database:
        for table in ('municipality', 'board', 'unit', 'entrance', 'partner'):
            insert_parent(database, table)
    database.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()


def shortfall(path: Path, table, answered):
    """Why a stopped server's file holds fewer rows than were answered; '' when it does not."""
    try:
        database = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        rows = database.execute(f'SELECT count(*) FROM {table}').fetchone()[0]
        database.close()
    except sqlite3.Error as error:
        return f'{table} cannot be counted: {error}'
    return f'{rows} rows in {table} after {answered} answers' if rows < answered else ''


def insert_parent(database, table):
    """A row whose needed columns hold whatever their type allows; its id is sixteen times 01."""
    values = {}
    for _, name, kind, needed, default, key in database.execute(f'PRAGMA table_info({table})'):
        if key or (needed and default is None):
            values[name] = {'BLOB': b'\x01' * 16, 'INTEGER': 1}.get(kind, 'bench')
    marks = ', '.join('?' * len(values))
    database.execute(
        f'INSERT INTO {table} ({", ".join(values)}) VALUES ({marks})', tuple(values.values()))
