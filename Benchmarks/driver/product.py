"""The product, asked over its wire contract as its clients ask it."""
import datetime
import json
import os
import random
import shutil
import sqlite3
import subprocess
import uuid
from pathlib import Path

import databases
from load import Load, Unmeasured
from peers import build
from servers import Server, Unready

ROOT = Path(__file__).resolve().parent.parent.parent
API = '/api/v1'
BOARD = 'uppsala-socialnamnden'
REFERRALS = 200            # sent before the loads, so that the inbox has its fifty
# Rate limits are off: one key sends more than any client may. All else is as it comes.
ENVIRONMENT = {'SAMVERKAN_RATE_LIMITS_ENABLED': 'false'}


def organisation_number():
    """An association's: 80, then a third digit of at least 2; the last one is Luhn's."""
    digits = [8, 0, random.randint(2, 9)] + [random.randint(0, 9) for _ in range(6)]
    total = sum(sum(divmod(d * (2 - i % 2), 10)) for i, d in enumerate(digits))
    text = ''.join(map(str, digits + [-total % 10]))
    return text[:6] + '-' + text[6:]


def day(offset): return (datetime.date.today() + datetime.timedelta(days=offset)).isoformat()


class Product:
    name = 'samverkan'

    def __init__(self, binary=None, database=None, accounts=None, environment=None):
        self.given = Path(binary).resolve() if binary else None
        self.binary = self.given or ROOT / '.build/release/samverkan'
        self.database = Path(database).resolve() if database else None
        self.accounts = Path(accounts).resolve() if accounts else None
        self.environment = {**ENVIRONMENT, **(environment or {})}
        self.demo = {}

    def build(self, say):
        if self.given:
            if not os.access(self.given, os.X_OK): raise Unmeasured(f'no program at {self.given}')
            return
        setup = ROOT / 'scripts/setup'
        if setup.exists(): build([str(setup)], ROOT, say)
        build(['swift', 'build', '-c', 'release', '--product', 'samverkan'], ROOT, say)

    def make_database(self, base: Path, say):
        """`base/samverkan`: a copy of the given database, or the demonstration data."""
        self.base = base / 'samverkan'
        self.base.mkdir()
        if self.database:
            say(f'copying {self.database}')
            accounts = self.accounts or self.database.with_name('demo-accounts.json')
            try:
                self.demo = json.loads(accounts.read_text())
                source = sqlite3.connect(f'file:{self.database}?mode=ro', uri=True)
                target = sqlite3.connect(self.base / 'db.sqlite')
                source.backup(target)
                source.close()
                target.close()
            except (OSError, ValueError, sqlite3.Error) as error:
                raise Unmeasured(f'--database {self.database} with {accounts}: {error}') from error
            return
        say('making the demonstration database')
        command = [str(self.binary), 'demo', '--database', str(self.base / 'db.sqlite'), '--json']
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Unmeasured(f'`samverkan demo`: {error}') from error
        try: self.demo = json.loads(ran.stdout)
        except ValueError as error:
            said = (ran.stderr or ran.stdout).strip()[-300:]
            raise Unmeasured(f'`samverkan demo --database D --json` ended with {ran.returncode} '
                             f'and printed no JSON: {said}') from error

    def start(self, _, folder: Path):
        home = folder / 'samverkan'
        shutil.copytree(self.base, home)
        command = [self.binary, 'serve']
        if (config := ROOT / 'config/samverkan.json').exists(): command += ['--config', config]
        command += ['--database', home / 'db.sqlite', '--listen', '127.0.0.1:{port}']
        return Server(self.name, command, folder / 'log', self.environment)

    def faults(self, folder: Path, answered):
        """What its file lacks after `answered` (row: requests): an audited answer has an entry."""
        audited = sum(answered.get(row, 0) for row in ('inbox', 'referral', 'post'))
        path = folder / 'samverkan/db.sqlite'
        checks = (('audit', audited), ('referral', answered.get('post', 0)))
        return '; '.join(filter(None, (
            databases.shortfall(path, table, rows) for table, rows in checks if rows)))

    # ------------------------------------------------------------------ what the loads need first

    def prepare(self, server):
        """Log-ins, a partner with its key, referrals and the directory's ids. A step that fails
        is kept as the reason why the rows that need it are not measured."""
        self.server, self.have = server, {}
        for name, step in (('services', self.find_services), ('intake', self.log_in_intake),
                           ('key', self.make_key), ('referrals', self.send_referrals)):
            try: self.have[name] = step()
            except (Unmeasured, Unready, KeyError, IndexError, TypeError) as error:
                self.have[name] = error if isinstance(error, Unmeasured) else Unmeasured(
                    f'{name}: {type(error).__name__} {error}')

    def need(self, name):
        if isinstance(self.have[name], Exception): raise self.have[name]
        return self.have[name]

    def ask(self, method, path, token=None, body=None, wanted=(200,), **headers):
        raw = json.dumps(body).encode() if body is not None else None
        status, answer = self.server.call(method, path, token, raw, headers)
        if status not in wanted:
            raise Unmeasured(f'{method} {path} → {status} {answer[:200]!r}')
        try: return json.loads(answer)
        except ValueError as error: raise Unmeasured(f'{method} {path}: no JSON') from error

    def log_in(self, role):
        for account in self.demo.get('accounts', []):
            if role in account['roles'] and account.get('board') == BOARD:
                body = {'username': account['username'], 'password': account['password']}
                return self.ask('POST', API + '/sessions', body=body, wanted=(201,))['token']
        raise Unmeasured(f'the accounts have no {role} of {BOARD}')

    def log_in_intake(self): return self.log_in('intake')

    def find_services(self):
        page = self.ask('GET', '/hsds/v3/services?per_page=50')
        return [service['id'] for service in page['contents']]

    def make_key(self):
        tag = uuid.uuid4().hex[:8]
        partner = {
            'slug': 'bankprov-' + tag, 'name': 'Bänkprovet (exempel)', 'kind': 'association',
            'organisationNumber': organisation_number(), 'municipalities': ['0380'],
            'contacts': [{'name': 'Kontoret', 'phone': '08-465 004 00'}],
            'agreement': {
                'kind': 'iop', 'diaryNumber': 'SCN-2026-' + tag, 'from': day(-1), 'to': day(365),
                'signedOn': day(-2), 'opensPersonData': True},
            'keys': [{'name': 'Kontorets skript', 'roles': ['partner-sender', 'partner-handler'],
                      'expiresOn': day(300)}]}
        admin = self.log_in('municipality-admin')
        made = self.ask('POST', API + '/partners', admin, partner, wanted=(201,))
        return made['keys'][0]['secret']

    def send_referrals(self):
        key, tag, sent = self.need('key'), uuid.uuid4().hex[:8], []
        for number in range(REFERRALS):
            body = {**databases.referral_body(), 'reference': f'P-{tag}-{number}'}
            sent.append(self.ask('POST', API + '/referrals', key, body, wanted=(201,))['id'])
        return sent

    # ------------------------------------------------------------------------------------- loads

    def load(self, row):
        """What to send for a row; raises `Unmeasured` with the reason when it cannot be."""
        body = json.dumps(databases.referral_body(), ensure_ascii=False)
        post, list_path = API + '/referrals', '/hsds/v3/services?per_page=50'
        def services(): return [f'/hsds/v3/services/{id}' for id in self.need('services')]
        if row == 'live': return Load('get', ['/health/live'])
        if row == 'one': return Load('get', services())
        if row == 'list': return Load('get', [list_path], items=50)
        if row == 'inbox':
            self.need('referrals')
            path = API + '/referrals?box=inbox&limit=50'
            return Load('get', [path], token=self.need('intake'), items=50)
        if row == 'referral':
            paths = [f'{API}/referrals/{id}' for id in self.need('referrals')]
            return Load('get', paths, token=self.need('intake'))
        if row == 'post':
            return Load('post', post_path=post, post_token=self.need('key'), body=body)
        if row == 'mix':
            return Load('mix', services() + [list_path], post_path=post,
                        post_token=self.need('key'), body=body, items=50)
        if row == 'pipeline': return Load('pipeline', ['/health/live'])
        raise Unmeasured('')
