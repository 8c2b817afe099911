import type { Capability } from "../platform/program/index.ts";
import { engineGauges, engineHealth } from "./engine.ts";
import { type EngineOf, searchRoutes } from "./routes.ts";

export const search = {
  name: "search",
  gauges: [engineGauges],
  readiness: [{ name: "search", check: engineHealth }],
  routes: ({ engineOf }: { engineOf: EngineOf }) => [searchRoutes(engineOf)] as const,
} as const satisfies Capability;
