import type { Capability } from "../platform/program/index.ts";
import { livestreamChannelRoutes } from "./channels/index.ts";
import { livestreamRoutes } from "./livestream/index.ts";
import { programmeRoutes } from "./programme/index.ts";
import { questionRoutes, retention } from "./questions/index.ts";
import { livestreamSourceRoutes, streamCallbacks } from "./signal/index.ts";
import { claimRoutes } from "./spoken-claims/index.ts";

const records = ["livestream"] as const;
const codes = {
  LIVESTREAM_STATE: 409,
  LIVESTREAM_INCOMPLETE: 422,
  LIVESTREAM_NO_SIGNAL: 409,
  LIVESTREAM_PERMIT_ENDED: 409,
  LIVESTREAM_POSTING: 409,
  CLAIM_DECIDED: 409,
  QUESTION_STATE: 409,
} as const;

const navigation = [
  { area: "public", key: "public.livestreams", path: "/livestreams", order: 25 },
  { area: "union", key: "union.livestreams", path: "/union/livestreams", order: 52, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const livestreams = {
  name: "livestreams",
  routes: () =>
    [
      livestreamRoutes,
      programmeRoutes,
      livestreamChannelRoutes,
      livestreamSourceRoutes,
      claimRoutes,
      questionRoutes,
    ] as const,
  callbacks: () => [streamCallbacks],
  secretAnswers: ["/api/v1/livestream-sources"],
  retention,
  records,
  codes,
  navigation,
} as const satisfies Capability;
