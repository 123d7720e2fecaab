"""The server process."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOGGING_CONFIG
from uvicorn.supervisors import Multiprocess

from api.connections import MOST, Connection
from api.shared_tables import remove_file_of_workers
from graph.errors import PartycellError, RefusedError
from graph.settings import settings

if sys.platform != "win32":
    import resource

# Files and sockets that a process has open beside its clients' connections.
_OTHER_FILES = 500
# As uvicorn logs, in every worker, and our request log as it is.
_LOGGING: dict[str, Any] = {
    **LOGGING_CONFIG,
    "formatters": {**LOGGING_CONFIG["formatters"], "plain": {"format": "%(message)s"}},
    "handlers": {
        **LOGGING_CONFIG["handlers"],
        "requests": {"class": "logging.StreamHandler", "formatter": "plain"},
    },
    "loggers": {
        **LOGGING_CONFIG["loggers"],
        "partycell.requests": {"handlers": ["requests"], "level": "INFO", "propagate": False},
    },
}


def serve(
    app: FastAPI | str, host: str, port: int, *, open_to_all: bool = False, workers: int = 1
) -> None:
    """Serve an application until interrupted, and log each request as a line of JSON.

    Args:
        app: The application; for several workers where each finds what makes it, `module:name`.
        host: Address to bind to.
        port: Port to bind to; 0 takes a free one.
        open_to_all: Whether the address may be other than loopback.
        workers: How many processes.

    Raises:
        RefusedError: The address is not loopback, there are no API keys, and it was not allowed.
        PartycellError: The port is taken.
    """
    keyed = bool(settings().partycell_api_keys.get_secret_value())
    if not open_to_all and not keyed and not is_loopback(host):
        raise RefusedError(
            f"{host} can be reached from other machines.",
            hint="Bind to 127.0.0.1, set PARTYCELL_API_KEYS, or say --open for everybody.",
        )
    # Named as TCP, since asyncio sends small packets at once only on sockets that say so.
    _allow_connections()
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, proto=socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            raise PartycellError(
                f"{host}:{port} cannot be bound: {error.strerror}.",
                hint="Choose another with --port.",
            ) from error
        # Whoever reads the address may connect at once, and waits until it is answered.
        listener.listen()
        shown = listener.getsockname()[1]
        named = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"Partycell is at http://{named}:{shown}\n")
        sys.stdout.flush()
        config = configure(app, workers=workers)
        if workers > 1:
            try:
                Multiprocess(config, [listener]).run()
            finally:
                remove_file_of_workers()
        else:
            uvicorn.Server(config).run([listener])


def _allow_connections() -> None:
    """Let this process and its workers have as many connections open as they admit."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + _OTHER_FILES
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def configure(app: FastAPI | str, *, workers: int = 1, log_level: str = "info") -> uvicorn.Config:
    """How uvicorn is to serve an application, or what makes it."""
    proxies = settings().partycell_forwarded_allow_ips
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        log_config=_LOGGING,
        log_level=log_level,
        access_log=False,
        http=Connection,
        ws="none",
        # Whoever connects could say that it speaks for another.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
