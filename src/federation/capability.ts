import type { Capability } from "../platform/program/index.ts";

export const federation = {
  name: "federation",
  routes: () => [] as const,
  sealed: [{ table: "node_key", key: ["city", "kid"], sealed: "secret_sealed" }],
} as const satisfies Capability;
