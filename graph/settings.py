"""Every setting there is, with the reason for its default; README and checks derive from it."""

from __future__ import annotations

import ipaddress
import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

from graph.addresses import web_address
from graph.errors import BadInputError

# Characters of a wrong value that its message repeats.
_SHOWN = 100


def _data_home() -> Path:
    return Path.home() / ".local" / "share" / "partycell"


def _cache_home() -> Path:
    return Path.home() / ".cache" / "partycell"


def _address(text: str) -> str:
    if not re.fullmatch(r"(bolt|neo4j)(\+s|\+ssc)?://[^/\s]+/?", text):
        raise ValueError("should be an address such as bolt://localhost:7687")
    return text


def _size(text: str) -> str:
    if not re.fullmatch(r"\d+[mg]", text):
        raise ValueError("should be a size such as 512m or 2g")
    return text


def _bookmarks(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        found = json.loads(given)
    except ValueError:
        found = None
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError('should be a JSON list of texts, such as ["FB:kcwQ"]')
    return found


def parts(text: str) -> list[str]:
    """What stands between the commas of a setting."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _origins(text: str) -> str:
    for part in parts(text):
        if not re.fullmatch(r"https?://[^/\s]+", part):
            raise ValueError("should be origins such as https://example.org, commas between")
    return text


def _embedders(text: str) -> str:
    return text if text == "*" else _origins(text)


def _hosts(text: str) -> str:
    for part in parts(text):
        if not re.fullmatch(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]", part):
            raise ValueError("should be names such as example.org, without ports, commas between")
    return text


def _contact(text: str) -> str:
    mail = re.fullmatch(r"mailto:[^\s@<>\"]+@[\w.-]+", text)
    if text and not mail and web_address(text) is None:
        raise ValueError("should be https://... or mailto:name@example.org")
    return text


def _root_path(text: str) -> str:
    if text and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", text):
        raise ValueError("should be a path such as /partycell, without a slash at its end")
    return text


def _base_iri(text: str) -> str:
    if not re.fullmatch(r"(https?://[^\s<>\"{}|\\^`#]+[/#]|urn:[a-z0-9][a-z0-9-]*:)", text):
        raise ValueError("should be an IRI that ends in / or #, or a URN that ends in a colon")
    return text


def _proxies(text: str) -> str:
    for part in parts(text):
        try:
            ipaddress.ip_network(part)
        except ValueError as error:
            raise ValueError("should be addresses such as 10.0.0.2, commas between") from error
    return text


class Settings(BaseModel):
    """Read from the environment; every name stands in the README's table."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    neo4j_uri: Annotated[str, AfterValidator(_address)] | None = Field(
        None,
        description="Which Neo4j to talk to; unset means the local one, started when needed.",
    )
    neo4j_username: str = Field("neo4j", description="User name at NEO4J_URI.")
    neo4j_password: SecretStr | None = Field(None, description="Password at NEO4J_URI.")
    neo4j_database: str = Field("neo4j", description="Which database at NEO4J_URI.")
    partycell_bookmarks: Annotated[tuple[str, ...], BeforeValidator(_bookmarks)] = Field(
        (),
        description="On a cluster: JSON list of bookmarks; reads see at least what they stand for.",
    )

    partycell_home: Path = Field(
        default_factory=_data_home,
        description="Where the local Neo4j keeps its store, password and logs.",
    )
    partycell_cache: Path = Field(
        default_factory=_cache_home,
        description="Where downloaded jars are kept; shared by all stores.",
    )
    partycell_bolt_port: int = Field(
        0, ge=0, le=65535, description="Port of the local Neo4j; 0 takes a free one."
    )
    partycell_heap: Annotated[str, AfterValidator(_size)] = Field(
        "1g",
        description="Java heap of the local Neo4j; the curated data need far less.",
    )
    partycell_idle_minutes: float = Field(
        30,
        ge=0,
        description="The local Neo4j stops after so long without a connection; 0 means never.",
    )
    partycell_offline: bool = Field(
        False, description="Never ask a package registry; use the jars that are already there."
    )

    partycell_analysis: Path | None = Field(
        None,
        description="The latest analysis run; unset means `analysis` in PARTYCELL_HOME.",
    )

    partycell_base_iri: Annotated[str, AfterValidator(_base_iri)] = Field(
        "urn:partycell:",
        description="What RDF's names of things, claims, sources and terms begin with, such as "
        "https://example.org/partycell/.",
    )

    partycell_host: str = Field("127.0.0.1", description="Address that the server binds to.")
    partycell_hosts: Annotated[str, AfterValidator(_hosts)] = Field(
        "", description="Names, beside its own, by which the server may be asked; commas between."
    )
    partycell_port: int = Field(8000, ge=0, le=65535, description="Port of the server.")
    partycell_root_path: Annotated[str, AfterValidator(_root_path)] = Field(
        "", description="Path of a site under which it is served, as /partycell; all links have it."
    )
    partycell_forwarded_allow_ips: Annotated[str, AfterValidator(_proxies)] = Field(
        "",
        description="Proxies whose X-Forwarded-For, -Proto and -Prefix are believed: addresses, "
        "commas between.",
    )
    partycell_contact: Annotated[str, AfterValidator(_contact)] = Field(
        "",
        description="Where readers of the pages report errors: https://... or mailto:...",
    )
    partycell_time_limit: float = Field(
        10, gt=0, description="Seconds a statement may run: above the slowest catalogue query."
    )
    partycell_row_limit: int = Field(
        10_000, gt=0, description="Rows an answer may have: more is an export, not an answer."
    )
    partycell_byte_limit: int = Field(
        16_000_000, gt=0, description="Bytes an answer to free Cypher may have, for memory's sake."
    )
    partycell_export_limit: int = Field(
        1_000_000,
        gt=0,
        description="Edges an export over HTTP may have: more is for `partycell export`.",
    )
    partycell_exports_limit: int = Field(
        4, gt=0, description="Exports written at a time; half of them for a client without a key."
    )
    partycell_cache_mb: int = Field(
        64, ge=0, description="Megabytes of answers that each worker keeps; 0 keeps none."
    )
    partycell_workers: int = Field(
        1, ge=1, le=64, description="Server processes; one a core pays on machines with many."
    )
    partycell_api_keys: SecretStr = Field(
        SecretStr(""), description="API keys as name=key,name=key; a key raises a client's share."
    )
    partycell_keys_required: bool = Field(
        False, description="Whether a request without an API key is refused, but for its health."
    )
    partycell_concurrent_queries: int = Field(
        4,
        gt=0,
        description="Questions asked of Neo4j at a time, and as many statements; the rest wait. "
        "Workers share them out evenly. Two a core serve as many as more would.",
    )
    partycell_queue_seconds: float = Field(
        5,
        gt=0,
        description="Seconds that a request may wait for its turn; 503 where it would wait longer.",
    )
    partycell_running_limit: int = Field(
        8, gt=0, description="Statements that one client may run at a time; ten times that by key."
    )
    partycell_query_seconds: float = Field(
        60, gt=0, description="Query seconds of one client in a minute; ten times that by key."
    )
    partycell_cors_origins: Annotated[str, AfterValidator(_origins)] = Field(
        "", description="Origins whose pages may read answers, commas between; none unless set."
    )
    partycell_embed_origins: Annotated[str, AfterValidator(_embedders)] = Field(
        "",
        description="Origins whose pages may show ours in a frame, commas between, or *; none "
        "unless set.",
    )
    partycell_log_parameters: bool = Field(
        False, description="Whether the request log has the values of parameters."
    )
    partycell_page_size: int = Field(
        100, gt=0, le=1000, description="Rows on one page of an HTTP answer, unless asked."
    )

    @property
    def analysis_folder(self) -> Path:
        """Where `partycell analyse` writes unless told otherwise, and the pages look."""
        return self.partycell_analysis or self.partycell_home / "analysis"


@lru_cache
def settings() -> Settings:
    """The process's settings, read once.

    Raises:
        BadInputError: One is set to what it cannot be; it is named, with what it is for.
    """
    try:
        return Settings.model_validate({name.lower(): text for name, text in os.environ.items()})
    except ValidationError as error:
        raise BadInputError(_told(error)) from error


def _told(error: ValidationError) -> str:
    """What is wrong with which settings, one after another."""
    said = []
    for item in error.errors(include_url=False, include_context=False):
        name = str(item["loc"][0])
        field = Settings.model_fields[name]
        secret = "Secret" in str(field.annotation)
        given = "" if secret else f"={str(item['input'])[:_SHOWN]}"
        wrong = item["msg"].removeprefix("Value error, ").replace("Input should", "should")
        said.append(
            f"{name.upper()}{given} is wrong: it {wrong}. Set it so, or unset it. "
            f"What it is for: {field.description}"
        )
    return " ".join(said)
