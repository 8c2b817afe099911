import type { Capability } from "../platform/program/index.ts";

export const peers = { name: "peers", routes: () => [] } as const satisfies Capability;
