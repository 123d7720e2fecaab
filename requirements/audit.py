"""Looks at what is installed and at our own code: `python requirements/audit.py [SBOM]`.

- `bandit` reads our code for what is unsafe.
- The bill of materials (CycloneDX 1.6, JSON) lists every package of the environment with its
  licence, and every jar of Neo4j with its SHA-256.
- `pip-audit` asks the registry for known vulnerabilities of the app's packages, where the registry
  tells them; where it does not, that is said.

Exit status 1 if something is unsafe or vulnerable.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from graph.local.jar_lock import read_lock
from graph.paths import ROOT

CODE = ("partycell", "graph", "api", "loaders", "console", "web", "requirements")
BIN = Path(sys.executable).parent


def say(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(f"{text}\n")


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """A tool of the environment, in the checkout."""
    return subprocess.run(  # noqa: S603  (tools of our own lock)
        [str(BIN / str(command[0])), *map(str, command[1:])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def find_unsafe_code() -> bool:
    """Whether bandit finds anything of medium severity or more in our code."""
    done = run("bandit", "--quiet", "-ll", "-c", "pyproject.toml", "-r", *CODE)
    say(done.stdout.strip() or "bandit: nothing of medium severity or more")
    return done.returncode != 0


def write_bill(file: Path) -> None:
    """The bill of materials, and a count of its licences."""
    file.parent.mkdir(parents=True, exist_ok=True)
    done = run(
        "cyclonedx-py",
        "environment",
        "--output-reproducible",
        "--pyproject",
        "pyproject.toml",
        "--output-file",
        file,
        sys.executable,
    )
    if done.returncode:
        raise SystemExit(f"cyclonedx-py failed: {done.stderr.strip()}")
    bill: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    for package in bill["components"]:
        # Where a package was fetched from is of this machine alone.
        package.pop("externalReferences", None)
    bill["components"] += [
        {
            "type": "library",
            "group": jar.group,
            "name": jar.artifact,
            "version": jar.version,
            "purl": f"pkg:maven/{jar.group}/{jar.artifact}@{jar.version}?type={jar.packaging}",
            "hashes": [{"alg": "SHA-256", "content": jar.sha256}],
        }
        for jar in read_lock()
    ]
    file.write_text(json.dumps(bill, indent=2) + "\n", encoding="utf-8")
    licences = Counter(_licence(package) for package in bill["components"][: -len(read_lock())])
    say(f"{file}: {len(bill['components'])} components, of which {len(read_lock())} jars of Neo4j")
    for name, count in licences.most_common():
        say(f"  {count:4} {name}")


def _licence(package: dict[str, Any]) -> str:
    found = [
        entry.get("expression") or entry["license"].get("id") or entry["license"].get("name", "")
        for entry in package.get("licenses", [])
    ]
    return found[0].splitlines()[0][:60] if found else "not said"


def find_vulnerabilities() -> bool:
    """Whether a package of the app has a known vulnerability."""
    lock = ROOT / "requirements" / "app.txt"
    done = run("pip-audit", "-r", lock, "--disable-pip", "--require-hashes", "--format", "json")
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = done.stderr.strip().splitlines() or ["no word"]
        say(f"pip-audit: NOT LOOKED AT, the registry cannot be asked: {said[-1]}")
        return False
    skipped = [package for package in packages if package.get("skip_reason")]
    vulnerable = [package for package in packages if package.get("vulns")]
    for package in vulnerable:
        ids = ", ".join(vulnerability["id"] for vulnerability in package["vulns"])
        say(f"pip-audit: {package['name']} {package['version']} has {ids}")
    if skipped:
        say(f"pip-audit: NOT LOOKED AT: {len(skipped)} packages, which the registry does not know")
    looked_at = len(packages) - len(skipped)
    say(f"pip-audit: {looked_at} packages looked at, {len(vulnerable)} vulnerable")
    return bool(vulnerable)


def main() -> int:
    """All three, whatever one of them finds."""
    unsafe = find_unsafe_code()
    write_bill(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "bill-of-materials.json")
    return int(find_vulnerabilities() or unsafe)


if __name__ == "__main__":
    sys.exit(main())
