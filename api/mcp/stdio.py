"""Standard input and output of the MCP server: a message that cannot be read is answered too."""

from __future__ import annotations

import json
import re
import sys
from io import TextIOWrapper
from typing import Any

import anyio
from mcp.server import MCPServer
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp.types import INVALID_REQUEST, PARSE_ERROR, ErrorData, JSONRPCError

_HALF = re.compile(r"[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def refusal(line: str) -> JSONRPCError | None:
    """The answer to a line that is no JSON, or holds half a character; None for any other."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        said = ErrorData(code=PARSE_ERROR, message=f"The message is no JSON: {error}.")
        return JSONRPCError(jsonrpc="2.0", id=None, error=said)
    if not _ESCAPED_HALF.search(line) or not _HALF.search(json.dumps(message, ensure_ascii=False)):
        return None
    said = ErrorData(
        code=INVALID_REQUEST,
        message="The message holds half a character (a lone surrogate), which no text may have.",
    )
    found = message.get("id") if isinstance(message, dict) else None
    named = isinstance(found, int | str) and not isinstance(found, bool)
    sound = named and not _HALF.search(str(found))
    return JSONRPCError(jsonrpc="2.0", id=found if sound else None, error=said)


class StdioServer(MCPServer[Any]):
    """The server, whose clients get an answer to whatever they send by standard input."""

    async def run_stdio_async(self) -> None:
        """Serve until standard input ends."""
        lines = _Lines()
        async with stdio_server(stdin=lines) as (read_stream, write_stream):  # type: ignore[arg-type]
            lines.answers = write_stream
            lines.open.set()
            await self._lowlevel_server.run(
                read_stream,
                write_stream,
                self._lowlevel_server.create_initialization_options(),
            )


class _Lines:
    """Lines of standard input, without those that are answered at once."""

    def __init__(self) -> None:
        text = TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        self._stream = anyio.wrap_file(text)
        self.answers: Any = None
        self.open = anyio.Event()

    def __aiter__(self) -> _Lines:
        return self

    async def __anext__(self) -> str:
        """The next line that is a message."""
        await self.open.wait()
        while line := await self._stream.readline():
            answer = refusal(line) if line.strip() else None
            if answer is None:
                return line
            await self.answers.send(SessionMessage(answer))
        raise StopAsyncIteration
