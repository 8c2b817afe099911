import type { SharedKind } from "../../../platform/changes/index.ts";
import type { PeerLog } from "./ask.ts";
import type { Ahead, FetchTools } from "./fetch-page.ts";

/**
 * `ahead`: keeps the next page between two exchanges of one log. `stateFrom`: a log that lacks more entries
 * than this takes a state in place of them.
 */
export type ExchangeTools = FetchTools & {
  /** Kinds of record in public logs. */
  kinds: readonly SharedKind[];
  /** Kinds of record in logs for one city. Absent: none is read. */
  privateKinds?: readonly SharedKind[];
  ahead?: Ahead;
  stateFrom?: number;
};

/** Returns the kinds that a log may tell. A public log tells no cards, a log for one city no postings. */
export const kindsOf = ({ audience }: PeerLog, tools: ExchangeTools): readonly SharedKind[] =>
  audience === "public" ? tools.kinds : (tools.privateKinds ?? []);

/**
 * Outcome of one exchange. `more`: the home may have more. `even`: nothing more now. `answered`: the home
 * refused for good, which is no failure. `failed`: no answer of use. `refused`: the page had a fault.
 * `frozen`: nothing more before a person decides.
 */
export type Outcome =
  | { kind: "more" | "even" | "frozen" }
  | { kind: "answered"; code: string }
  | { kind: "refused"; code: string }
  | { kind: "failed"; code: string; retryAfterMs: number };
