"""The server process."""

from __future__ import annotations

import ipaddress
import socket
import sys

import uvicorn
from fastapi import FastAPI

from graph.errors import PartycellError, RefusedError


def serve(app: FastAPI, host: str, port: int, *, open_to_all: bool = False) -> None:
    """Serve an application until interrupted.

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
        config = uvicorn.Config(app, log_level="info", access_log=False)
        uvicorn.Server(config).run([listener])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
