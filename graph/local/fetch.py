"""Fetches jars from the Maven repositories that jgo knows, each verified by its SHA-256."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import requests
from jgo.maven import MavenContext
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from graph.errors import LocalDatabaseError
from graph.local.jar_lock import VERSION, Jar, digest
from graph.settings import settings

_THREADS = 16
_SECONDS = 60  # that a repository may say nothing


def fetch(repository: Path, jars: Sequence[Jar], report: Callable[[str], None]) -> list[Path]:
    """The paths of jars in the cache, in their order; what is missing or damaged is fetched.

    Args:
        repository: The cache, laid out as a Maven repository.
        jars: Which.
        report: Told how many have arrived, and how much.

    Raises:
        LocalDatabaseError: A repository cannot be reached, or a jar is not the one locked.
        OSError: The cache cannot be written.
    """
    paths: dict[Jar, Path] = {}
    fetched = 0
    with open_session() as session, ThreadPoolExecutor(_THREADS) as pool:
        waiting = {pool.submit(ensure_jar, session, repository, jar): jar for jar in jars}
        try:
            for done in as_completed(waiting):
                path = paths[waiting[done]] = done.result()
                fetched += path.stat().st_size
                report(
                    f"Fetching Neo4j {VERSION}: {len(paths)} of {len(jars)} jars, "
                    f"{fetched / 1e6:.0f} MB"
                )
        except (requests.RequestException, RuntimeError) as error:
            pool.shutdown(cancel_futures=True)
            raise LocalDatabaseError(
                f"Neo4j's jars cannot be fetched from the Maven repository: {_reason(error)}.",
                hint="Check the network and run it again (what has arrived is kept), or set "
                "NEO4J_URI and NEO4J_PASSWORD to use a Neo4j that runs elsewhere.",
            ) from error
    return [paths[jar] for jar in jars]


def _reason(error: Exception) -> str:
    return type(error).__name__ if isinstance(error, requests.RequestException) else str(error)


def open_session() -> requests.Session:
    """Connections that are kept for the next jar; what fails for a moment is asked for again."""
    session = requests.Session()
    retries = Retry(total=4, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504))
    adapter = HTTPAdapter(pool_maxsize=_THREADS, max_retries=retries)
    for scheme in ("https://", "http://"):
        session.mount(scheme, adapter)
    return session


def ensure_jar(session: requests.Session, repository: Path, jar: Jar) -> Path:
    """A jar's path in the cache; one that is not there, or is damaged, is fetched.

    Raises:
        RuntimeError: It is to be had nowhere, or is not the one locked.
        requests.RequestException: A repository cannot be reached.
        OSError: It cannot be written.
    """
    path = repository / jar.path
    if path.exists() and digest(path) == jar.sha256:
        return path
    if settings().partycell_offline:
        raise RuntimeError(f"{path.name} is not in the cache, and PARTYCELL_OFFLINE is set")
    path.parent.mkdir(parents=True, exist_ok=True)
    # jgo knows where Maven's repositories are.
    for address in MavenContext(repo_cache=repository).remote_repos.values():
        with session.get(f"{address}/{jar.path}", timeout=_SECONDS, stream=True) as answer:
            if answer.status_code == requests.codes.not_found:
                continue
            answer.raise_for_status()
            return _keep(answer, path, jar)
    raise RuntimeError(f"{path.name} is in no Maven repository")


def _keep(answer: requests.Response, path: Path, jar: Jar) -> Path:
    """Write what arrives beside its place, and put it there once it is the file that is locked."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            for piece in answer.iter_content(1 << 18):
                file.write(piece)
            file.close()
            if digest(Path(file.name)) != jar.sha256:
                raise RuntimeError(f"{path.name} is not the file that the lock names")
            Path(file.name).replace(path)
        finally:
            Path(file.name).unlink(missing_ok=True)
    return path
