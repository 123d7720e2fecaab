"""FollowTheMoney's own library as a peer of our exports; it comes with the extra `ftm`."""

from __future__ import annotations

import io

import orjson
from followthemoney import EntityProxy, model
from followthemoney.statement.serialize import JSON, write_statements

from exporters.content import Record
from exporters.followthemoney import entities, statement_of


def write_entities(record: Record) -> None:
    """Entities as the library writes them."""
    for entity in entities(record):
        proxy = EntityProxy(model[entity.schema], {}, cleaned=True)
        proxy.id = entity.identifier
        for value in entity.values:
            proxy.add(value.name, value.text, cleaned=True)
        orjson.dumps(proxy.to_dict(), option=orjson.OPT_APPEND_NEWLINE)


def write_all_statements(record: Record) -> None:
    """Statements as the library writes them."""
    statements = (
        statement_of(entity, value) for entity in entities(record) for value in entity.values
    )
    write_statements(io.BytesIO(), JSON, statements)
