"""Goes through the Dockerfile without an engine: `python -m tests.image FOLDER`, as root.

Each stage is a folder that begins as a minimal Debian with Python, made by debootstrap; RUN runs
in it by chroot, COPY copies what .dockerignore lets through, USER is the user that the result is
run as. Then `partycell` runs in the last stage as that user, and what is installed and how large
it is are printed. Exit status 0 if all of it worked and the image is small enough.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from graph.paths import ROOT

DEBOOTSTRAP = (
    "debootstrap",
    "--variant=minbase",
    "--include=python3,python3-venv,ca-certificates",
)
SUITE = "bookworm"
# What the slim images of Debian leave out.
SLIMMED = (
    "var/cache/apt",
    "var/lib/apt/lists",
    *(f"usr/share/{name}" for name in ("doc", "info", "locale", "man")),
)
MAX_BYTES = 700_000_000
# How this machine reaches its registries, and whom it trusts; taken out again at the end.
OURS = ("/etc/pip.conf", str(Path.home() / ".npmrc"), "/etc/resolv.conf", "/etc/hosts")
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
TRUST = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
# What has no place in an image: tools of development and tests, and compilers.
UNWANTED = {"pytest", "mypy", "ruff", "playwright", "debugpy", "hypothesis", "uv", "pip"}


@dataclass
class Stage:
    """A stage of the Dockerfile: the folder that is its root, and what the instructions set."""

    root: Path
    work: str = "/"
    user: str = "root"
    command: list[str] = field(default_factory=list)


def instructions(file: Path) -> Iterator[tuple[str, str]]:
    """The instructions of a Dockerfile: name and rest, lines that go on put together."""
    text = re.sub(r"\\\n\s*", "", file.read_text(encoding="utf-8"))
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield name, rest.strip()


def make_base(folder: Path) -> Path:
    """A minimal Debian with Python, as `python` too."""
    base = folder / "base"
    if not (base / "usr/bin/python3").exists():
        sources = Path("/etc/apt/sources.list.d").glob("*.sources")
        mirrors = [
            line.split()[1]
            for file in sources
            for line in file.read_text(encoding="utf-8").splitlines()
            if line.startswith("URIs:")
        ]
        subprocess.run(
            [*DEBOOTSTRAP, SUITE, base, *mirrors[:1]],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for name in SLIMMED:
            shutil.rmtree(base / name, ignore_errors=True)
        (base / "usr/local/bin/python").symlink_to("/usr/bin/python3")
    return base


@contextmanager
def inside(root: Path) -> Iterator[None]:
    """With the kernel's folders, and with what reaches the registries, while the context lasts."""
    for name in OURS:
        if Path(name).exists():
            shutil.copyfile(name, root / name.lstrip("/"))
    shutil.copyfile(AUTHORITIES, root / AUTHORITIES.lstrip("/"))
    mounted = [root / name for name in ("proc", "dev")]
    for place in mounted:
        subprocess.run(["mount", "--bind", f"/{place.name}", place], check=True)
    try:
        yield
    finally:
        for place in mounted:
            subprocess.run(["umount", "-l", place], check=False)
        for name in OURS:
            (root / name.lstrip("/")).unlink(missing_ok=True)


def run(stage: Stage, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in a stage, as its user and in its folder."""
    variables = {
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "HOME": f"/home/{stage.user}" if stage.user != "root" else "/root",
        **dict.fromkeys(TRUST, AUTHORITIES),
        **environment,
    }
    line = f"cd {stage.work} && exec {' '.join(command)}"
    with inside(stage.root):
        return subprocess.run(
            ["chroot", f"--userspec={stage.user}", stage.root, "/bin/sh", "-c", line],
            env=variables,
            text=True,
            stdout=subprocess.PIPE,
            stderr=None,
            check=False,
        )


def copy(stage: Stage, stages: dict[str, Stage], rest: str) -> None:
    """COPY, from the checkout or from another stage."""
    words = rest.split()
    ignored = [
        line.removeprefix("**/")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    ]
    origin, skip = ROOT, [name.rpartition("/")[2] for name in ignored]
    if words[0].startswith("--from="):
        origin, skip = stages[words.pop(0).removeprefix("--from=")].root, []
    *froms, to = words
    target = stage.root / os.path.join(stage.work, to).lstrip("/")
    for name in froms:
        source = origin / name.lstrip("/")
        if source.is_dir():
            ignore = shutil.ignore_patterns(*skip)
            shutil.copytree(source, target, symlinks=True, ignore=ignore, dirs_exist_ok=True)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def build(folder: Path) -> Stage:
    """Every instruction in its order; the last stage.

    Raises:
        RuntimeError: One failed.
    """
    base = make_base(folder)
    stages: dict[str, Stage] = {}
    stage = Stage(base)
    for name, rest in instructions(ROOT / "Dockerfile"):
        print(f"{name} {rest}", flush=True)  # noqa: T201
        if name == "FROM":
            title = rest.rpartition(" AS ")[2] if " AS " in rest else "last"
            root = folder / title
            shutil.rmtree(root, ignore_errors=True)
            subprocess.run(["cp", "-a", base, root], check=True)
            stage = stages[title] = Stage(root)
        elif name == "WORKDIR":
            stage.work = rest
            (stage.root / rest.lstrip("/")).mkdir(parents=True, exist_ok=True)
        elif name == "COPY":
            copy(stage, stages, rest)
        elif name == "RUN":
            if run(stage, "/bin/sh", "-c", f"'{rest}'").returncode:
                raise RuntimeError(f"failed: RUN {rest}")
        elif name == "USER":
            stage.user = rest
        elif name == "CMD":
            stage.command = json.loads(rest)
    return stage


def size(folder: Path) -> int:
    """Bytes on the disk."""
    done = subprocess.run(["du", "-sxB1", folder], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[0])


def check(stage: Stage, base: Path) -> list[str]:
    """What is wrong with the image; what it holds is printed."""
    listed = run(
        stage,
        "/venv/bin/python",
        "-c",
        "'from importlib.metadata import distributions as d; "
        'print(*sorted({i.metadata["Name"].lower() for i in d()}))\'',
    ).stdout
    total = size(stage.root)
    print(f"packages: {listed}")  # noqa: T201
    print(f"size: {total / 1e6:.0f} MB, of which the base {size(base) / 1e6:.0f} MB")  # noqa: T201
    wrong = [f"{name} is in it" for name in sorted(UNWANTED & set(listed.split()))]
    wrong += [f"there is a {tool}" for tool in ("gcc", "g++", "node") if found(stage, tool)]
    if total > MAX_BYTES:
        wrong.append(f"it has {total / 1e6:.0f} MB, more than {MAX_BYTES / 1e6:.0f}")
    answered = run(stage, "/venv/bin/partycell", "--help")
    if answered.returncode or "Usage" not in answered.stdout:
        wrong.append("partycell does not run in it")
    who = run(stage, "id", "-u").stdout.strip()
    if who == "0":
        wrong.append("it runs as root")
    return wrong


def found(stage: Stage, tool: str) -> bool:
    return any((stage.root / f"usr/{place}/{tool}").exists() for place in ("bin", "local/bin"))


def main() -> int:
    """Build, check, say what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where the stages go; some 3 GB")
    folder = parser.parse_args().folder.resolve()
    if os.geteuid() or shutil.which("debootstrap") is None:
        sys.stderr.write("This wants root and debootstrap (apt install debootstrap).\n")
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    try:
        stage = build(folder)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    wrong = check(stage, folder / "base")
    sys.stderr.writelines(f"wrong: {line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
