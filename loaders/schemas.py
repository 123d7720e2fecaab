"""`make schemas`: the JSON Schemas of our files, for editors."""

from __future__ import annotations

import json

from graph.paths import DATA
from loaders.dataset.judgements import JudgementsShape
from loaders.dataset.schema import DatasetShape, Shape, json_schema
from loaders.foreign.tables.mapping import MappingShape

SCHEMAS: dict[str, type[Shape]] = {
    "schema.json": DatasetShape,
    "disagreements.schema.json": JudgementsShape,
    "mapping.schema.json": MappingShape,
}


def main() -> None:
    """Write them all to the data's folder."""
    for name, shape in SCHEMAS.items():
        text = json.dumps(json_schema(shape), ensure_ascii=False, indent=2)
        (DATA / name).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
