import { Hono } from "hono";
import { schemaIsCurrent } from "../../../db/migrate.ts";
import type { Services } from "../context.ts";
import type { Env } from "./env.ts";

/** A part of the program whose state `/readyz` reports. `check` throws if the part does not work. */
export type HealthCheck = { name: string; check(services: Services): Promise<Record<string, unknown>> };

const CHECK_MS = 1_000;

async function state(part: HealthCheck, services: Services) {
  const timeout = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("no answer within 1 s")), CHECK_MS),
  );
  try {
    return { name: part.name, ok: true, ...(await Promise.race([part.check(services), timeout])) };
  } catch (error) {
    return { name: part.name, ok: false, error: error instanceof Error ? error.message : "unknown" };
  }
}

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
      const database = await state(
        {
          name: "database",
          check: async ({ db }) => {
            if (!(await schemaIsCurrent(db))) throw new Error("the schema is older than the program");
            return {};
          },
        },
        services,
      );
      const others = await Promise.all(parts.map((part) => state(part, services)));
      const ready = database.ok && !draining();
      const status = !ready ? "unavailable" : others.every((part) => part.ok) ? "ready" : "degraded";
      return c.json({ status, parts: [database, ...others] }, ready ? 200 : 503);
    });
}
