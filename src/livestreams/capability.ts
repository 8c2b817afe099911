import type { Services } from "../platform/context.ts";
import { redactError } from "../platform/core/redact.ts";
import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import { livestreamChannelRoutes } from "./audience/channels/index.ts";
import { audienceRoutes, counterOf } from "./audience/index.ts";
import { livestreamRoutes } from "./livestream/index.ts";
import { programmeRoutes } from "./programme/index.ts";
import { QUESTION_NOTICES, questionRoutes, retention } from "./questions/index.ts";
import { cutTask, recordingRoutes, sealTask } from "./recordings/index.ts";
import { RESERVATION_NOTICES, reservationRetention, reservationRoutes } from "./reservations/index.ts";
import { handoverRoutes } from "./room/index.ts";
import { livestreamSourceRoutes, streamCallbacks } from "./signal/index.ts";
import { claimRoutes } from "./spoken-claims/index.ts";
import { tendTask } from "./tend.ts";

const records = ["livestream"] as const;
const codes = {
  LIVESTREAM_STATE: 409,
  LIVESTREAM_INCOMPLETE: 422,
  LIVESTREAM_NO_SIGNAL: 409,
  LIVESTREAM_PERMIT_ENDED: 409,
  LIVESTREAM_POSTING: 409,
  LIVESTREAM_HANDOVER: 409,
  CLAIM_DECIDED: 409,
  QUESTION_STATE: 409,
} as const;

const navigation = [
  { area: "public", key: "public.livestreams", path: "/livestreams", order: 25 },
  { area: "enterprise", key: "enterprise.livestreams", path: "/enterprise/livestreams", order: 35 },
  {
    area: "union",
    key: "union.livestreams",
    path: "/union/livestreams",
    also: "/union/livestream-",
    order: 52,
    roles: ["officer"],
  },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

/** Writes the beats that wait in this process, before it ends. */
function flushBeats(services: Services): void {
  counterOf(services)
    .flush()
    .catch((error: unknown) =>
      services.log.warn({ error: redactError(error) }, "the last beats were not written"),
    );
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
      audienceRoutes,
      reservationRoutes,
      recordingRoutes,
      handoverRoutes,
    ] as const,
  callbacks: () => [streamCallbacks],
  fileUploads: [
    { path: "/union/livestreams/:id/standby", use: "film" },
    { path: "/union/livestreams/:id/poster", use: "poster" },
    { path: "/union/livestreams/:id/captions", use: "captions" },
  ],
  secretAnswers: ["/api/v1/livestream-sources"],
  tasks: [tendTask, cutTask, sealTask],
  recurring: [every(60_000, tendTask), every(60_000, cutTask), every(60_000, sealTask)],
  notices: { kinds: { ...RESERVATION_NOTICES, ...QUESTION_NOTICES } },
  retention: [...retention, ...reservationRetention],
  records,
  codes,
  navigation,
  stopping: flushBeats,
} as const satisfies Capability;
