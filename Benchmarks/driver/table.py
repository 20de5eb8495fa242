"""The report, in Markdown."""
from goals import PRODUCT, REF, REST, ROWS, judge

WORDS = {True: 'met', False: '**not met**', None: 'not judged'}


def lines_of(head, rows):
    yield '| ' + ' | '.join(head) + ' |'
    yield '|---|' + '--:|' * (len(head) - 1)
    for row in rows: yield '| ' + ' | '.join(row) + ' |'


def base_of(row):
    """The reference row that a row's ratios are taken of."""
    for limit in row.limits:
        if limit.server == REF: return limit.row
    return row.key


def cpu_cell(row, server, figures, spread):
    mine = figures.get((server, row.key))
    if mine is None: return '–'
    low, high = spread[server, row.key]
    text = f'{mine.cpu:.3f}'
    base = figures.get((REF, base_of(row) if server == PRODUCT else row.key))
    if base and base.cpu and server != REF: text += f' (×{mine.cpu / base.cpu:.1f})'
    return text + (f' [{low:.3f}–{high:.3f}]' if high > low else '')


def verdict_cell(judged):
    return '; '.join(f'{text}: {WORDS[verdict]}' for text, verdict in judged) or '–'


def cpu_table(rows_wanted, servers, figures, spread):
    has_product = PRODUCT in servers
    head = ['CPU s per 10,000 requests'] + servers + (['goal'] if has_product else [])
    rows = []
    for row in ROWS:
        if row.key not in rows_wanted: continue
        if not has_product and not any((s, row.key) in figures for s in servers): continue
        cells = [row.title] + [cpu_cell(row, s, figures, spread) for s in servers]
        rows.append(cells + ([verdict_cell(judge(row, figures, servers))] if has_product else []))
    return lines_of(head, rows)


def rate_table(servers, figures):
    rows = []
    for row in ROWS:
        for server in servers:
            if f := figures.get((server, row.key)):
                times = [f'{f.p50:.2f}', f'{f.p99:.2f}']
                if row.key == 'pipeline': times = ['–', '–']     # wrk cannot tell
                rows.append([row.title, server, f'{f.rate:,.0f}', *times,
                             f'{f.bytes:,}', f'{f.cores:.2f}'])
    return lines_of(['workload', 'server', 'req/s', 'p50 ms', 'p99 ms', 'bytes', 'cores'], rows)


def rest_table(servers, rests):
    has_product = PRODUCT in servers
    rows = []
    for key, title, bound, goal, value_of in REST:
        cells = [title]
        for server in servers:
            rest = rests.get(server)
            value = value_of(rest) if rest else None
            if value is None: cells.append('–')
            elif key == 'opened': cells.append(f'{rest.opened:,} of {rest.wanted:,}')
            else: cells.append(f'{value:.1f}')
        if has_product:
            mine = rests.get(PRODUCT)
            value = value_of(mine) if mine else None
            verdict = None if value is None else value <= bound if bound else None
            cells.append(f'{goal}: {WORDS[verdict]}' if goal else '–')
        rows.append(cells)
    return lines_of(['at rest'] + servers + (['goal'] if has_product else []), rows)


def report(facts, rows_wanted, servers, figures, spread, rests, reasons):
    yield '# Benchmarks'
    yield ''
    yield from (f'- {name}: {value}' for name, value in facts)
    yield ''
    yield 'Median of the rounds [lowest–highest]; × is the ratio to `ref` in the same row, for the'
    yield 'product to the row that its goal names. Lower is better.'
    yield ''
    yield from cpu_table(rows_wanted, servers, figures, spread)
    yield ''
    yield from rate_table(servers, figures)
    yield ''
    if rests:
        yield from rest_table(servers, rests)
        yield ''
    if reasons:
        yield 'Not measured, or not as it should be:'
        yield ''
        yield from (f'- {server}, {row}: {reason}' for (server, row), reason in reasons.items())
        yield ''
