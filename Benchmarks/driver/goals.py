"""The rows of the table and what the product promises in each."""
from dataclasses import dataclass

PRODUCT, REF = 'samverkan', 'ref'


@dataclass
class Row:
    key: str
    title: str
    limits: tuple = ()


@dataclass
class Limit:
    """`figure` of the product at most `factor` × that of `server` in `row` (server '' : at most
    `factor` itself; 'peers': of every peer but the reference)."""
    factor: float
    server: str = ''
    row: str = ''
    figure: str = 'cpu'
    least: bool = False        # at least instead of at most
    text: str = ''


ROWS = (
    Row('live', '`GET /health/live`', (Limit(1.25, REF, 'live', text='≤ 1.25 × ref'),)),
    Row('one', 'one public record', (
        Limit(1.4, REF, 'one', text='≤ 1.4 × ref'),
        Limit(1 / 2, 'peers', 'one', text='≤ 1/2 of every peer'))),
    Row('list', 'public list of 50', (
        Limit(1.2, REF, 'list', text='≤ 1.2 × ref'),
        Limit(1 / 2.5, 'peers', 'list', text='≤ 1/2.5 of every peer'))),
    Row('inbox', 'inbox of 50, audit durable', (
        Limit(2, REF, 'list', text='≤ 2 × ref list'),)),
    Row('referral', 'one referral, audit durable', (
        Limit(1.2, REF, 'post', text='≤ 1.2 × ref POST'),)),
    Row('full', '`ref-full`: the same rows and b-trees in C'),
    Row('post', '`POST` a referral, durable', (
        Limit(1.5, REF, 'full', text='≤ 1.5 × ref-full'),
        Limit(1 / 1.5, 'peers', 'post', text='≤ 1/1.5 of every peer'),
        Limit(8000, figure='rate', least=True, text='≥ 8,000/s'),
        Limit(15, figure='p99', text='p99 ≤ 15 ms'))),
    Row('mix', 'mix 90/5/5', (
        Limit(1.6, REF, 'mix', text='≤ 1.6 × ref'),
        Limit(1 / 2, 'peers', 'mix', text='≤ 1/2 of every peer'))),
    Row('pipeline', '16 pipelined `/health/live`', (Limit(0.02, text='≤ 0.02'),)),
)

REST = (
    ('start', 'start to first 200, ms', 25, '≤ 25', lambda r: r.start),
    ('resident', 'idle RSS, MB', 14, '≤ 14', lambda r: r.resident / 1e6),
    ('connection', 'RSS per idle connection, KB', 4.5, '≤ 4.5',
     lambda r: r.per_connection / 1e3 if r.opened else None),
    ('opened', 'idle connections kept of those asked', 1, 'all',
     lambda r: r.wanted / max(r.opened, 1) if r.wanted >= 1000 else None),
    ('cpu', 'CPU % while they idle', None, '', lambda r: r.cpu * 100 if r.opened else None),
    ('after', 'RSS after they closed, MB', None, '', lambda r: r.after / 1e6 if r.opened else None),
)


def judge(row, figures, servers):
    """Each limit of a row: (text, True | False | None when it cannot be judged)."""
    mine, judged = figures.get((PRODUCT, row.key)), []
    for limit in row.limits:
        against = [s for s in servers if s not in (PRODUCT, REF)] if limit.server == 'peers' \
            else [limit.server]
        if limit.server == 'peers' and not against: continue
        if mine is None:
            judged.append((limit.text, None))
            continue
        value, verdict = getattr(mine, limit.figure), True
        for server in against:
            other = figures.get((server, limit.row)) if server else None
            if server and other is None:
                verdict = None if verdict else verdict
                continue
            bound = limit.factor * (getattr(other, limit.figure) if server else 1)
            if (value < bound) if limit.least else (value > bound): verdict = False
        judged.append((limit.text, verdict))
    return judged
