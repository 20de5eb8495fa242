"""The program with demonstration data of its own, on a free port, for the checks of the engine."""

import json
import os
import re
import resource
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = (os.environ.get("SAMVERKAN_PROGRAM") or os.environ.get("SAMVERKAN")
           or os.path.join(ROOT, ".build/release/samverkan"))


class Server:
    """Settings are given as in the environment, without SAMVERKAN_; `limit` is of descriptors,
    `fill` puts more into the database before it is served."""

    def __init__(self, folder, limit=None, fill=None, **settings):
        self.database = database = os.path.join(folder, "samverkan.sqlite")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SAMVERKAN")}
        environment["SAMVERKAN_MIGRATIONS"] = os.path.join(ROOT, "migrations")
        environment["SAMVERKAN_RATE_LIMITS_ENABLED"] = "false"
        environment |= {f"SAMVERKAN_{name}": value for name, value in settings.items()}
        told = subprocess.run([PROGRAM, "demo", "--database", database, "--json"], check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
                              cwd=ROOT)
        self.accounts = json.loads(told.stdout)["accounts"]
        if fill:
            fill(database)

        def narrow():
            if limit:
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

        self.log = open(os.path.join(folder, "log"), "w+b")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--database", database, "--listen", "127.0.0.1:0"],
            stdout=subprocess.PIPE, stderr=self.log, env=environment, cwd=ROOT, preexec_fn=narrow)
        found = re.search(r":(\d+)", self.process.stdout.readline().decode())
        if not found:
            self.log.seek(0)
            raise SystemExit(f"the server did not start: {self.log.read().decode()}")
        self.port = int(found[1])

    def descriptors(self):
        """Open sockets: files are opened late, by whichever loop reads first."""
        count, folder = 0, f"/proc/{self.process.pid}/fd"
        for name in os.listdir(folder):
            try:
                count += os.readlink(f"{folder}/{name}").startswith("socket:")
            except FileNotFoundError:
                pass
        return count

    def memory(self):
        """Resident KB."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])

    def peak(self):
        """Most resident KB since the last time this was asked."""
        folder = f"/proc/{self.process.pid}"
        with open(f"{folder}/status", encoding="ascii") as file:
            found = int(re.search(r"VmHWM:\s+(\d+)", file.read())[1])
        with open(f"{folder}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
        return found

    def processor(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            words = file.read().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        """Asks it to end; its status and its log."""
        self.process.terminate()
        status = self.process.wait(timeout=60)
        self.log.seek(0)
        return status, self.log.read().decode(errors="replace")
