import type { Services } from "../context.ts";
import type { Role } from "../core/actor.ts";
import type { Statuses } from "../core/codes.ts";
import type { RecordKind } from "../core/policy.ts";
import type { NavigationKeys } from "../core/vocabulary.ts";
import type { Retention } from "../housekeeping/store.ts";
import type { Callbacks } from "../http/callbacks/callbacks.ts";
import type { HealthCheck } from "../http/health.ts";
import type { FileUpload } from "../http/limits/body.ts";
import type { Pages } from "../http/pages.ts";
import type { SealedColumn } from "../keys/index.ts";
import type { Recurring, Task } from "../tasks/index.ts";
import type { GaugeSource } from "./gauges.ts";

/** The three areas of the site, each with its own navigation. */
export type Area = "public" | "enterprise" | "union";
export type NavigationKey = keyof NavigationKeys;

/** One navigation entry. `web/text/navigation.ts` holds its word and icon under the key. */
export type NavigationEntry = {
  area: Area;
  key: NavigationKey;
  path: string;
  /** Sort position. Unique within an area. */
  order: number;
  /** Path prefix of further pages on which this entry is marked as current. */
  also?: string;
  /** Roles that see the entry; everybody if absent. */
  roles?: readonly Role[];
};

/** The routes of a Hono sub-app, as far as the checks at start read them. */
export type Routes = { readonly routes: readonly { method: string; path: string }[] };

/**
 * The description of one capability: data that the program composes at start.
 * It must not need Node, because the edge build (Cloudflare Workers) loads it. The capability's worker.ts
 * holds its task handlers, consumers and loops.
 */
export type Capability = {
  /** Name of the capability's folder below `src`. */
  name: string;
  /**
   * Returns the sub-apps of the JSON API, in order. `tools` are implementations that the program chooses,
   * such as the search engine or the words of a file.
   */
  routes(tools: never): readonly Routes[];
  /**
   * Routes outside the API for programs of others. Below `paths`, errors are problem+json, no form token is
   * needed, and requests are counted per address alone.
   */
  machine?: { paths: readonly string[]; routes(): readonly Pages[] };
  /** Routes below CALLBACK_PATH by which servers of others report events. */
  callbacks?(): readonly Callbacks[];
  tasks?: readonly Task[];
  /** Recurring tasks; each is one of `tasks`. */
  recurring?: readonly Recurring[];
  /** The capability's kinds of notice, by name. */
  notices?: { readonly kinds: Readonly<Record<string, unknown>> };
  /** Rows of the capability's tables that housekeeping deletes. */
  retention?: readonly Retention[];
  /** Encrypted columns of the capability's tables, which `npm run rekey` seals again. */
  sealed?: readonly SealedColumn[];
  records?: readonly RecordKind[];
  codes?: Partial<Statuses>;
  /** Paths that accept a file up to UPLOAD_MAX. Other bodies are limited to 1 MiB. */
  uploads?: readonly string[];
  /** Paths that accept one file of a use, up to its size. */
  fileUploads?: readonly FileUpload[];
  /** Paths on which `?token=` alone authorises a POST, without cookie and origin. */
  tokenRoutes?: readonly string[];
  /** Prefixes of API paths whose responses are never stored for an Idempotency-Key. */
  secretAnswers?: readonly string[];
  navigation?: readonly NavigationEntry[];
  /** Parts that `/readyz` reports. If one fails, the status is only `degraded`. */
  readiness?: readonly HealthCheck[];
  /** Gauges that `/metrics` reports. */
  gauges?: readonly GaugeSource[];
  /** Called before the server closes, to end responses that have no end, such as event streams. */
  stopping?(services: Services): void;
};
