"""The server process."""

from __future__ import annotations

import ipaddress
import socket
import sys

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from graph.errors import PartycellError, RefusedError

# Requests that a worker has at once, waiting ones too: more are told 503 and to come back.
_AT_ONCE = 512


def serve(
    app: FastAPI | str, host: str, port: int, *, open_to_all: bool = False, workers: int = 1
) -> None:
    """Serve an application until interrupted.

    Args:
        app: The application; for several workers where each finds what makes it, `module:name`.
        host: Address to bind to.
        port: Port to bind to; 0 takes a free one.
        open_to_all: Whether the address may be other than loopback.
        workers: How many processes.

    Raises:
        RefusedError: The address is not loopback, and that was not allowed.
        PartycellError: The port is taken.
    """
    if not open_to_all and not _is_loopback(host):
        raise RefusedError(
            f"{host} can be reached from other machines.",
            hint="Bind to 127.0.0.1, or say --open if that is what you want.",
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
        shown = listener.getsockname()[1]
        sys.stdout.write(f"Partycell is at http://{host}:{shown}\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            app,
            factory=isinstance(app, str),
            workers=workers,
            log_level="info",
            access_log=False,
            limit_concurrency=_AT_ONCE,
        )
        if workers > 1:
            Multiprocess(config, [listener]).run()
        else:
            uvicorn.Server(config).run([listener])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
