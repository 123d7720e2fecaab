"""Standard input and output of the MCP server: a malformed message is answered too."""

from __future__ import annotations

import json
import re
import sys
from io import TextIOWrapper
from typing import Any

import anyio
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp.types import (
    INVALID_REQUEST,
    PARSE_ERROR,
    CallToolResult,
    ErrorData,
    JSONRPCError,
    TextContent,
)
from pydantic import ValidationError

from api.mcp.written import told
from graph.row_formats import compact_json

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def error_response(line: str) -> JSONRPCError | None:
    """The error for a line that is no JSON, or has a lone surrogate; None for any other."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        data = ErrorData(code=PARSE_ERROR, message=f"The message is no JSON: {error}.")
        return JSONRPCError(jsonrpc="2.0", id=None, error=data)
    if not _ESCAPED_SURROGATE.search(line) or not _SURROGATE.search(
        json.dumps(message, ensure_ascii=False)
    ):
        return None
    data = ErrorData(
        code=INVALID_REQUEST,
        message="The message has a lone surrogate, half a character, which no text may have.",
    )
    identifier = message.get("id") if isinstance(message, dict) else None
    named = isinstance(identifier, int | str) and not isinstance(identifier, bool)
    sound = named and not _SURROGATE.search(str(identifier))
    return JSONRPCError(jsonrpc="2.0", id=identifier if sound else None, error=data)


class StdioServer(MCPServer[Any]):
    """The server, whose clients get an answer to whatever they send by standard input."""

    async def call_tool(self, name: str, arguments: dict[str, Any], *more: Any) -> Any:
        """Call a tool; its text is without blanks, and what is wrong is told in plain words."""
        try:
            answer = await super().call_tool(name, arguments, *more)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(told(error.__cause__)) from error
            raise
        if isinstance(answer, CallToolResult) and answer.structured_content is not None:
            answer.content = [TextContent(text=compact_json(answer.structured_content))]
        return answer

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
    """Lines of standard input, without the malformed ones, which are answered at once."""

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
            answer = error_response(line) if line.strip() else None
            if answer is None:
                return line
            await self.answers.send(SessionMessage(answer))
        raise StopAsyncIteration
