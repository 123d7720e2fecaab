"""An HTTP interface as most people write it: FastAPI, and the driver's `execute_query`."""

from __future__ import annotations

import os
from typing import Any

from fastapi import FastAPI
from neo4j import GraphDatabase, RoutingControl
from pydantic import BaseModel

app = FastAPI()
driver = GraphDatabase.driver(os.environ["NEO4J_URI"])


class Statement(BaseModel):
    """What is to be run."""

    query: str
    parameters: dict[str, Any] = {}


@app.post("/cypher")
def cypher(statement: Statement) -> list[dict[str, Any]]:
    """The rows of a statement."""
    records, _, _ = driver.execute_query(
        statement.query, statement.parameters, routing_=RoutingControl.READ, database_="neo4j"
    )
    return [record.data() for record in records]
