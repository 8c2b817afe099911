import { applications } from "./applications/capability.ts";
import { candidates } from "./candidates/capability.ts";
import { channels } from "./channels/capability.ts";
import { cities } from "./cities/capability.ts";
import { enterprises } from "./enterprises/capability.ts";
import { eventVisibility } from "./event-visibility/capability.ts";
import { fairs } from "./fairs/capability.ts";
import { federation } from "./federation/capability.ts";
import { figures } from "./figures/capability.ts";
import { history } from "./history/capability.ts";
import { identity } from "./identity/capability.ts";
import { imports } from "./imports/capability.ts";
import { livestreams } from "./livestreams/capability.ts";
import { notifications } from "./notifications/capability.ts";
import { peers } from "./peers/capability.ts";
import { platform } from "./platform/capability.ts";
import type { Code, Status } from "./platform/core/codes.ts";
import { compose } from "./platform/program/index.ts";
import { postings } from "./postings/capability.ts";
import { reports } from "./reports/capability.ts";
import { savedSearches } from "./saved-searches/capability.ts";
import { search } from "./search/capability.ts";
import { staff } from "./staff/capability.ts";
import { talent } from "./talent/capability.ts";
import { worklist } from "./worklist/capability.ts";

/** Every capability of the program. Their routes are registered in this order. */
export const CAPABILITIES = [
  platform,
  identity,
  cities,
  enterprises,
  eventVisibility,
  channels,
  reports,
  search,
  postings,
  peers,
  candidates,
  applications,
  talent,
  imports,
  notifications,
  savedSearches,
  staff,
  fairs,
  livestreams,
  worklist,
  federation,
  history,
  figures,
] as const;

/**
 * Declarations of all capabilities: error statuses, navigation, record kinds, tasks, and paths with special
 * rules.
 */
export const PROGRAM = compose(CAPABILITIES);

/** Returns the HTTP status of an error. */
export const statusOf = ({ code }: { code: Code }): Status => PROGRAM.statuses[code];
