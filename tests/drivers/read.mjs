// What the JavaScript wrapper for the Query API reads at an address, as JSON.
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, address] = process.argv.slice(2);
const PACKAGE = "@neo4j-labs/experimental-query-api-wrapper";

// The package is written for bundlers: modules that name each other without `.js`.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith(".") || !context.parentURL?.includes(PACKAGE)) {
      return next(specifier, context);
    }
    const bare = new URL(specifier, context.parentURL).href;
    const file = [`${bare}.js`, `${bare}/index.js`].find((url) => existsSync(fileURLToPath(url)));
    return next(file ?? specifier, context);
  },
  load(url, context, next) {
    return next(url, url.includes(PACKAGE) ? { ...context, format: "module" } : context);
  },
});

const neo4j = await import(`${pathToFileURL(folder)}/node_modules/${PACKAGE}/lib/index.js`);
const lib = neo4j.default;
const driver = lib.wrapper(address, lib.auth.basic("neo4j", "there is none"));
const read = { database: "neo4j", defaultAccessMode: "READ" };
const found = {};

await driver.verifyConnectivity({ database: "neo4j" });
const session = driver.session(read);
const alice = { name: "Alice" };
const ran = await session.run(
  "MATCH (p:Person {name: $name})-[k:KNOWS]->(q) RETURN p.name AS name, k.since AS since, q",
  alice,
);
found.ran = ran.records.map((row) => [row.get("name"), String(row.get("since")), row.get("q").properties]);
found.queryType = ran.summary.queryType;
const path = await session.run("MATCH p = (:Person {name: $name})-[:KNOWS]->() RETURN p", alice);
found.path = path.records.map((row) => row.get("p").segments.map((part) => part.end.properties.name));
found.transaction = await session.executeRead(async (tx) => {
  const one = await tx.run("MATCH (p:Person) RETURN p.name AS name ORDER BY name");
  const two = await tx.run("RETURN 2 AS x");
  return [one.records.map((row) => row.get("name")), String(two.records[0].get("x"))];
});
found.plan = (await session.run("EXPLAIN MATCH (n) RETURN n")).summary.plan?.operatorType;
try {
  await session.run("RETRUN 1");
} catch (error) {
  found.wrong = error.code;
}
await session.close();
const executed = await driver.executeQuery("MATCH (p:Person) RETURN count(p) AS n", {}, {
  database: "neo4j",
  routing: "READ",
});
found.executed = String(executed.records[0].get("n"));
await driver.close();
process.stdout.write(JSON.stringify(found));
