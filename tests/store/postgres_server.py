"""A PostgreSQL server of Debian's package, for the tests: in a folder of its own, on a Unix socket there."""
import os
import pathlib
import shutil
import subprocess


class PostgresServer:
    """A server of Debian's package in a folder of its own, on a Unix socket there."""

    def __init__(self, folder):
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        self.bin = found[-1].parent if found else None
        self.folder = folder / "pg"
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def start(self):
        self.folder.mkdir()
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        data = self.folder / "data"
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        options = {"check": True, "capture_output": True, "env": environment, "cwd": self.folder, **self.user}
        subprocess.run([self.bin / "initdb", "-D", data, "-A", "trust", "-U", "rasid", "-E", "UTF8", "--no-sync"], **options)
        subprocess.run([self.bin / "pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o",
                        f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off", "start"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd=self.folder, **self.user)
        return self.address("postgres")

    def address(self, database):
        return f"postgresql:///{database}?host={self.folder}&user=rasid"

    def create(self, database, like=None):
        """A new database, empty or a copy of another that nobody is connected to."""
        subprocess.run([self.bin / "createdb", "-h", self.folder, "-U", "rasid", *(["-T", like] if like else []), database], check=True, capture_output=True)
        return self.address(database)

    def stop(self):
        subprocess.run([self.bin / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop"], capture_output=True, cwd=self.folder, **self.user)
