import { describe, expect, test } from "vitest";
import { completeDocument } from "../../src/web/pages/docs/openapi.ts";
import { bareApp } from "../support/operations.ts";

type Parameter = { $ref?: string; name?: string; in?: string };
type Operation = { parameters?: Parameter[] };

const { api } = bareApp();
const INFO = { openapi: "3.1.0", info: { title: "x", version: "1" } };
const document = completeDocument<object>(api.getOpenAPI31Document(INFO)) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [] }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    parameters,
  })),
);
const named = (has: (parameter: Parameter) => boolean) =>
  operations.filter(({ parameters }) => parameters.some(has)).map(({ name }) => name);

describe("the API document", () => {
  test("offers Idempotency-Key for every POST except uploads and answers that hold a secret", () => {
    const posts = operations.map(({ name }) => name).filter((name) => name.startsWith("POST "));
    const offered = named(({ $ref }) => $ref?.endsWith("/idempotencyKey") ?? false);
    expect(posts.filter((name) => !offered.includes(name)).sort()).toEqual([
      "POST /imports",
      "POST /livestream-sources/{id}/key",
      "POST /me/invitations/{id}/acceptance",
      "POST /me/invitations/{id}/refusal",
      "POST /sessions",
      "POST /sessions/otp",
      "POST /staff/invitations",
    ]);
    expect(offered.filter((name) => !posts.includes(name))).toEqual([]);
  });

  test("offers If-Match for each operation that compares revisions", () => {
    expect(named(({ name, in: place }) => place === "header" && name === "if-match").sort()).toEqual([
      "DELETE /postings/{id}/closure",
      "PATCH /enterprises/{id}",
      "PATCH /fair-registrations/{id}",
      "PATCH /fairs/{id}",
      "PATCH /livestreams/{id}",
      "PATCH /postings/{id}",
      "POST /applications/{id}/answer",
    ]);
  });
});
