"""The servers to compare with: how each is built and started, and what it is asked."""
import json
import random
import shutil
import subprocess
from pathlib import Path

import databases
from load import Load, Unmeasured
from servers import Server

HERE = Path(__file__).resolve().parent.parent


def build(command, folder, say):
    say(f'building: {" ".join(command)} in {folder}')
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=1800)
    if ran.returncode != 0:
        raise Unmeasured('build failed: ' + (ran.stdout + ran.stderr).strip()[-600:])


class Peer:
    """A server over the table of the peers (databases.py)."""

    def __init__(self, name, build_command, folder, binary, has_full=False):
        self.name, self.folder, self.binary = name, HERE / folder, HERE / binary
        self.build_command, self.has_full = build_command, has_full
        self.full_fault = ''
        draw = random.Random(2)
        self.ones = [f'/one/{draw.randint(1, databases.ROWS)}' for _ in range(20_000)]

    def build(self, say): build(self.build_command, self.folder, say)

    def make_database(self, base: Path, say):
        """The files that each round starts from, in `base` (shared by the peers)."""
        if not (base / 'peers.sqlite').exists():
            say(f'making the peers\' database of {databases.ROWS} referrals')
            databases.make_peers(base / 'peers.sqlite')
        if self.has_full:
            try: databases.make_full(base / 'full.sqlite', HERE.parent / 'migrations')
            except Exception as error:           # the schema is the product's and may change
                self.full_fault = f'the product\'s migrations: {error}'

    def start(self, base: Path, folder: Path):
        shutil.copyfile(base / 'peers.sqlite', folder / 'peers.sqlite')
        command = [self.binary, '{port}', folder / 'peers.sqlite']
        if self.has_full and not self.full_fault:
            shutil.copyfile(base / 'full.sqlite', folder / 'full.sqlite')
            command.append(folder / 'full.sqlite')
        return Server(self.name, command, folder / 'log')

    def prepare(self, server): pass

    def faults(self, folder: Path, answered):
        """What its files lack after `answered` (row: requests)."""
        checks = [('peers', databases.ROWS + answered['post'])] if 'post' in answered else []
        if 'full' in answered: checks.append(('full', answered['full']))
        return '; '.join(filter(None, (
            databases.shortfall(folder / f'{name}.sqlite', 'referral', rows)
            for name, rows in checks)))

    def load(self, row):
        """What to send for a row; raises `Unmeasured` when it has none."""
        body = json.dumps(databases.referral_body(), ensure_ascii=False)
        if row == 'live': return Load('get', ['/health/live'])
        if row == 'one': return Load('get', self.ones)
        if row == 'list': return Load('get', ['/list'], items=50)
        if row == 'post': return Load('post', post_path='/referrals', body=body)
        if row == 'mix':
            return Load('mix', self.ones + ['/list'], post_path='/referrals', body=body, items=50)
        if row == 'pipeline': return Load('pipeline', ['/health/live'])
        if row == 'full' and self.has_full:
            if self.full_fault: raise Unmeasured(self.full_fault)
            return Load('post', post_path='/full', body=body)
        raise Unmeasured('')                      # no such row here: an empty cell


def reference():
    return Peer('ref', ['make'], 'reference', 'reference/ref', has_full=True)


def hummingbird():
    return Peer('hummingbird', ['swift', 'build', '-c', 'release'], 'hummingbird-peer',
                'hummingbird-peer/.build/release/hummingbird-peer')


ALL = {'ref': reference, 'hummingbird': hummingbird}
