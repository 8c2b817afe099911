import type { Capability } from "../platform/program/index.ts";
import { daily, every } from "../platform/tasks/index.ts";
import { agreementRoutes, exitRoutes } from "./agreements/index.ts";
import {
  commandRoutes,
  endNeeds,
  erasureGauges,
  erasureNotices,
  raiseLateTask,
  receiptRoutes,
} from "./commands/index.ts";
import { deskRoutes, scoreboardRoutes } from "./desk/index.ts";
import { checkCopiesTask, planChecksTask } from "./digest/tasks.ts";
import { DIRECTORY_PATH, directoryHealth } from "./directory/index.ts";
import { FED_PATH, growth, restoredHealth, servingRoutes } from "./serving/index.ts";

const codes = {
  AGREEMENT_REFUSED: 422,
  SIGNATURE_INVALID: 401,
  OTHER_EPOCH: 409,
  LOG_PRUNED: 410,
  LOG_AHEAD: 416,
  LOG_NOT_FROZEN: 409,
  LOG_RESTORED: 503,
  COMMAND_EXPIRED: 422,
  COMMAND_EARLY: 422,
  COMMAND_NOT_GRANTED: 403,
  NEEDS_MISSING: 425,
} as const;

const navigation = [
  {
    area: "union",
    key: "union.federation",
    path: "/union/federation",
    order: 55,
    roles: ["officer", "administrator"],
  },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const federation = {
  name: "federation",
  routes: () => [deskRoutes, scoreboardRoutes] as const,
  machine: {
    paths: [FED_PATH, DIRECTORY_PATH],
    routes: () => [servingRoutes(), agreementRoutes(), exitRoutes(), commandRoutes(), receiptRoutes()],
  },
  tasks: [planChecksTask, checkCopiesTask, raiseLateTask],
  recurring: [daily(planChecksTask), every(3_600_000, raiseLateTask)],
  notices: erasureNotices,
  gauges: [erasureGauges],
  codes,
  readiness: [directoryHealth, restoredHealth],
  navigation,
  sealed: [{ table: "node_key", key: ["city", "kid"], sealed: "secret_sealed" }],
  stopping: (services) => {
    growth.end(services);
    endNeeds(services);
  },
} as const satisfies Capability;
