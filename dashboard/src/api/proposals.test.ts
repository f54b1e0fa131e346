import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ACCEPTED_MAX } from "./proposals";

test("one call accepts as many proposals as the document says", () => {
  const document = resolve(import.meta.dirname, "../../../docs/openapi.json");
  const { schemas } = JSON.parse(readFileSync(document, "utf8")).components;
  expect(ACCEPTED_MAX).toBe(schemas.AcceptProposals.properties.proposal_ids.maxItems);
});
