"""One load: wrk against one server, and the server's CPU time while it ran."""
import json
import os
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent.parent / 'load'


class Unmeasured(Exception):
    """A row that could not be measured; the text says why."""


@dataclass
class Load:
    """What to send. `expect` is called with the first answer and raises `Unmeasured`."""
    script: str
    paths: list = ()
    token: str = ''
    post_path: str = ''
    post_token: str = ''
    body: str = ''
    items: int = 0             # how many items the list at paths[-1] has to hold


@dataclass
class Figures:
    cpu: float                 # seconds per 10,000 requests
    rate: float                # requests a second
    p50: float                 # milliseconds
    p99: float
    bytes: int                 # per answer, head included
    cores: float               # cores that the server kept busy
    requests: int              # answered in the run that counts


def count_items(raw):
    """The number of items in a list of the product's, the directory's or a peer's shape."""
    try: answer = json.loads(raw)
    except ValueError: return -1
    for name in ('items', 'contents'):
        if isinstance(answer.get(name), list): return len(answer[name])
    return -1


def probe(server, load: Load):
    """Asks once by hand: wrk must not measure error answers."""
    for path in ([load.paths[0], load.paths[-1]] if load.paths else []):
        status, raw = server.call('GET', path, load.token)
        if status != 200: raise Unmeasured(f'GET {path} → {status} {raw[:160]!r}')
    if load.items and (found := count_items(raw)) != load.items:
        raise Unmeasured(f'GET {load.paths[-1]} holds {found} items, not {load.items}')
    if load.post_path:
        number = 'probe-' + uuid.uuid4().hex[:12]
        body = load.body.replace('@', number, 1).encode()
        status, raw = server.call('POST', load.post_path, load.post_token, body,
                                  {'Idempotency-Key': number})
        if status != 201: raise Unmeasured(f'POST {load.post_path} → {status} {raw[:200]!r}')


def wrk(server, load: Load, connections, seconds, folder: Path):
    """Runs wrk with one thread; what its script reports at the end."""
    paths, body = folder / 'paths', folder / 'body'
    paths.write_text('\n'.join(load.paths) + '\n')
    body.write_text(load.body)
    environment = {
        **os.environ, 'BENCH_LOAD': str(SCRIPTS), 'BENCH_PATHS': str(paths),
        'BENCH_TOKEN': load.token, 'BENCH_POST_PATH': load.post_path,
        'BENCH_POST_TOKEN': load.post_token, 'BENCH_POST_BODY': str(body),
        'BENCH_TAG': 'B-' + uuid.uuid4().hex[:10]}
    command = ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--timeout', '10s', '-s',
               str(SCRIPTS / (load.script + '.lua')), f'http://127.0.0.1:{server.port}']
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True,
                             timeout=seconds + 30)
    except subprocess.TimeoutExpired as error:
        raise Unmeasured('wrk did not end in time') from error
    lines = [line for line in ran.stdout.splitlines() if line.startswith('RESULT ')]
    if not lines: raise Unmeasured('wrk: ' + (ran.stderr or ran.stdout).strip()[-200:])
    return json.loads(lines[0][7:])


def measure(server, load: Load, connections, seconds, folder: Path):
    """Probe, warm up for a second, then the run that counts."""
    probe(server, load)
    wrk(server, load, connections, 1, folder)
    before = server.cpu_seconds()
    ran = wrk(server, load, connections, seconds, folder)
    cpu = server.cpu_seconds() - before
    if server.process.poll() is not None: raise Unmeasured('the server ended: ' + server.tail())
    requests, lasted = ran['requests'], ran['microseconds'] / 1e6
    faults = {name: ran[name] for name in ('badStatus', 'socketErrors', 'timeouts') if ran[name]}
    if faults: raise Unmeasured(f'{faults} in {requests} requests')
    if not requests: raise Unmeasured('no request was answered')
    return Figures(
        cpu=cpu / requests * 10_000, rate=requests / lasted, p50=ran['p50'] / 1000,
        p99=ran['p99'] / 1000, bytes=ran['bytes'] // requests, cores=cpu / lasted,
        requests=requests)
