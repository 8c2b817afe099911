import type { Capability } from "../platform/program/index.ts";
import { cityRoutes } from "./routes.ts";

const navigation = [{ area: "public", key: "public.cities", path: "/cities", order: 30 }] as const;

declare module "../platform/core/vocabulary.ts" {
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const cities = {
  name: "cities",
  routes: () => [cityRoutes] as const,
  navigation,
} as const satisfies Capability;
