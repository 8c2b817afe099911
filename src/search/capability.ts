import type { Capability } from "../platform/program/index.ts";
import { type EngineOf, searchRoutes } from "./routes.ts";

export const search = {
  name: "search",
  routes: ({ engineOf }: { engineOf: EngineOf }) => [searchRoutes(engineOf)] as const,
} as const satisfies Capability;
