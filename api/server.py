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

from graph.errors import PartycellError, RefusedError
from graph.settings import settings

# Requests that a worker has at once, waiting ones too: more are told 503 and to come back.
_AT_ONCE = 512
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
    with socket.socket(proto=socket.IPPROTO_TCP) as listener:
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
        sys.stdout.write(f"Partycell is at http://{host}:{shown}\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            app,
            factory=isinstance(app, str),
            workers=workers,
            log_config=_LOGGING,
            log_level="info",
            access_log=False,
            limit_concurrency=_AT_ONCE,
        )
        if workers > 1:
            Multiprocess(config, [listener]).run()
        else:
            uvicorn.Server(config).run([listener])


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
