"""What `partycell query duties` is compared with: the bare driver, asked the same."""

import os
import sys

from neo4j import GraphDatabase

with open(os.environ["STATEMENT"], encoding="utf-8") as file:
    statement = file.read()
with GraphDatabase.driver(os.environ["ADDRESS"], auth=("neo4j", os.environ["PASSWORD"])) as driver:
    for record in driver.execute_query(statement, tier="party-cell").records:
        sys.stdout.write("\t".join(map(str, record.values())) + "\n")
