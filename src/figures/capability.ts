import type { Capability } from "../platform/program/index.ts";

const navigation = [
  { area: "union", key: "union.figures", path: "/union/figures", order: 57, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const figures = {
  name: "figures",
  routes: () => [] as const,
  navigation,
} as const satisfies Capability;
