// Five questions by the client that is generated for TypeScript: types and answers must fit.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

declare const process: { argv: string[]; stdout: { write(text: string): void } };

// Of the forms of an answer only JSON is asked for here; errors have a form of their own.
type Json = "application/json" | "application/problem+json";
const client = createClient<paths, Json>({ baseUrl: process.argv[2] });
const found: Record<string, unknown> = {};

const tiers = await client.GET("/v1/tiers");
const first: components["schemas"]["TiersRow"] | undefined = tiers.data?.data[0];
found.tiers = [tiers.data?.data.length, first?.id];

const path = { organization: "kcna-no5-bureau-no2-cell" };
const chain = await client.GET("/v1/organizations/{organization}/chain", { params: { path } });
found.chain = chain.data?.data.institution.map((row) => row.id);

const query = { as_of: "2007", certainty: "possible", format: "json" } as const;
const events = await client.GET("/v1/events", { params: { query } });
found.events = events.data?.data.map((row) => row.earliest.slice(0, 4)).includes("2007");

const contested = await client.GET("/v1/contested", { params: { query: { kind: "contested" } } });
found.contested = contested.data?.data.every((row) => row.sides.length > 1 && row.kind === "contested");

const wrong = await client.GET("/v1/tiers/{tier}", { params: { path: { tier: "nope" } } });
found.wrong = [wrong.error?.status, wrong.error?.detail.includes("nope")];

process.stdout.write(JSON.stringify(found));
