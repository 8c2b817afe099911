import type { Services } from "../context.ts";
import type { Role } from "../core/actor.ts";
import type { Statuses } from "../core/codes.ts";
import type { RecordKind } from "../core/policy.ts";
import type { NavigationKeys } from "../core/vocabulary.ts";
import type { Retention } from "../housekeeping/store.ts";
import type { Part } from "../http/health.ts";
import type { Recurring, Task } from "../tasks/index.ts";

/** The three sites within the site: each has a navigation of its own. */
export type Area = "public" | "enterprise" | "union";
export type NavigationKey = keyof NavigationKeys;

/** One entry of an area's navigation. Its word and icon stand in `web/text/navigation.ts` under the key. */
export type NavigationEntry = {
  area: Area;
  key: NavigationKey;
  path: string;
  /** Entries stand in ascending order; no two of an area share a number. */
  order: number;
  /** Start of the paths of further pages that belong to the entry. */
  also?: string;
  /** The entry is shown to viewers with one of these roles; to everybody when absent. */
  roles?: readonly Role[];
};

/** A sub-app, as far as the checks look at it. */
export type Routes = { readonly routes: readonly { method: string; path: string }[] };

/**
 * The description of one capability: data that the program composes at start. Nothing here may need Node, because the
 * edge loads it; handlers, consumers and loops are described in the capability's worker.ts.
 */
export type Capability = {
  /** The name of its folder below `src`. */
  name: string;
  /** Sub-apps of the JSON API, in order. `tools` are the parts that the program chooses, such as the search engine. */
  routes(tools: never): readonly Routes[];
  tasks?: readonly Task[];
  /** Tasks that come by the clock; each is one of `tasks`. */
  recurring?: readonly Recurring[];
  /** Its kinds of notice, by name. */
  notices?: { readonly kinds: Readonly<Record<string, unknown>> };
  /** Rows of its tables that housekeeping deletes. */
  retention?: readonly Retention[];
  records?: readonly RecordKind[];
  codes?: Partial<Statuses>;
  /** Paths that take a file up to UPLOAD_MAX. Any other body is limited to 1 MiB. */
  uploads?: readonly string[];
  /** Paths whose `?token=` is the only right of a POST: no cookie, no origin is asked for. */
  tokenRoutes?: readonly string[];
  /** Starts of API paths whose answers are never stored for a repeat under an Idempotency-Key. */
  secretAnswers?: readonly string[];
  navigation?: readonly NavigationEntry[];
  /** Parts of `/readyz`: one that fails degrades the answer and nothing else. */
  readiness?: readonly Part[];
  /** Called once when the process stops, before its server closes: ends answers that would go on for ever. */
  stopping?(services: Services): void;
};
