import type { Capability } from "../platform/program/index.ts";
import { peerRoutes } from "./routes.ts";

export const peers = { name: "peers", routes: () => [peerRoutes] as const } as const satisfies Capability;
