import { Hono } from "hono";
import { schemaIsCurrent } from "../../../db/migrate.ts";
import type { Services } from "../context.ts";
import { isTransient, redactError } from "../core/redact.ts";
import type { Env } from "./env.ts";

/** A part of the program whose state `/readyz` reports. `check` throws if the part does not work. */
export type HealthCheck = { name: string; check(services: Services): Promise<Record<string, unknown>> };

const CHECK_MS = 1_000;

/** Thrown by a check for a known state. `/readyz` shows the code. */
export class NotReady extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof NotReady) return error.code;
  return isTransient(error) ? "UNREACHABLE" : "FAILED";
}

/** Last code of each failing part, so that the log gets one line per failure and not one per request. */
const failing = new Map<string, string>();

/**
 * Runs one check, for at most a second. A failure becomes a code: anybody may read `/readyz`, so the text of
 * the error goes only to the log.
 */
async function state(part: HealthCheck, services: Services) {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotReady("TIMEOUT")), CHECK_MS);
  });
  try {
    const found = await Promise.race([part.check(services), timeout]);
    failing.delete(part.name);
    return { name: part.name, ok: true, ...found };
  } catch (error) {
    const code = codeOf(error);
    if (failing.get(part.name) !== code)
      services.log.warn({ part: part.name, code, error: redactError(error) }, "a part is not ready");
    failing.set(part.name, code);
    return { name: part.name, ok: false, code };
  } finally {
    clearTimeout(timer);
  }
}

/** The check of database and schema. Without it the program serves nobody. */
const DATABASE: HealthCheck = {
  name: "database",
  check: async ({ db }) => {
    if (!(await schemaIsCurrent(db))) throw new NotReady("SCHEMA_OLD");
    return {};
  },
};

/** Returns the states of the database and of all other parts, the database first. */
export const readParts = (parts: readonly HealthCheck[], services: Services) =>
  Promise.all([DATABASE, ...parts].map((part) => state(part, services)));

/**
 * Creates the health routes. `/healthz` returns 200 while the process lives. `/readyz` returns 503 while the
 * server drains, or without database or current schema.
 * `/readyz` lists `parts` too; if one of them fails, the status is only `degraded`.
 */
export function healthRoutes(parts: readonly HealthCheck[], draining: () => boolean) {
  return new Hono<Env>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const services = c.get("services");
      const states = await readParts(parts, services);
      const ready = states[0]?.ok && !draining();
      const status = !ready ? "unavailable" : states.every((part) => part.ok) ? "ready" : "degraded";
      return c.json({ status, parts: states }, ready ? 200 : 503);
    });
}
