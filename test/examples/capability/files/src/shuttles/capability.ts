import type { Capability } from "../platform/program/index.ts";
import { shuttleRoutes } from "./routes.ts";
import { departTask } from "./tasks.ts";

const records = ["shuttle"] as const;
const codes = { SHUTTLE_STATE: 409 } as const;
const navigation = [
  { area: "union", key: "union.shuttles", path: "/union/shuttles", order: 70, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const shuttles = {
  name: "shuttles",
  routes: () => [shuttleRoutes] as const,
  tasks: [departTask],
  records,
  codes,
  navigation,
} as const satisfies Capability;
