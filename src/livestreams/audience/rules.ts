import type { UncountedReason } from "../../../db/schema/index.ts";

/** Seconds between two beats of a page. */
export const BEAT_S = 30;
/** A beat that comes sooner after its token is not counted. Two beats of a viewer are so far apart, too. */
export const EARLY_S = 20;
/** Life of a page's token. An older one that is genuine is not counted, and is renewed. */
export const TOKEN_LIFE_S = 300;
/** Minutes of absence after which a viewer's return is a new visit. */
export const VISIT_GAP_MIN = 15;
/** Seconds of the picture that must have been played since the last beat. */
const PROGRESS_MIN_S = 1;
/** A picture that caught up may have been played faster than the clock, but not faster than this. */
const PROGRESS_FACTOR = 2;
const PROGRESS_SLACK_S = 10;

/** Reasons for which a beat or a request for a page is not counted, in the order in which they are shown. */
export const REASONS = [
  "robot",
  "head",
  "token",
  "forged",
  "expired",
  "early",
  "still",
  "window",
  "address",
  "overflow",
] as const satisfies readonly UncountedReason[];

export type Mode = "picture" | "text";

/** A beat as far as it decides whether it counts. `ageS` is the age of its token; null for a forged one. */
export type Beat = {
  robot: boolean;
  token: "absent" | "forged" | { ageS: number };
  open: boolean;
  mode: Mode;
  progressS: number;
};

/** Returns the reason for which a beat is not counted, or null if it counts. */
export function reasonAgainst({ robot, token, open, mode, progressS }: Beat): UncountedReason | null {
  if (robot) return "robot";
  if (token === "absent") return "token";
  if (token === "forged") return "forged";
  if (!open) return "window";
  if (token.ageS > TOKEN_LIFE_S) return "expired";
  if (token.ageS < EARLY_S) return "early";
  if (mode === "text") return null;
  if (progressS < PROGRESS_MIN_S) return "still";
  return progressS > token.ageS * PROGRESS_FACTOR + PROGRESS_SLACK_S ? "forged" : null;
}

/** A page keeps its token if it is too young. It gets no other for one that is absent or forged. */
export type Renewal = "renew" | "keep" | "none";

/** Returns what becomes of the token of a beat. */
export function renewalOf(reason: UncountedReason | null): Renewal {
  if (reason === null || reason === "expired" || reason === "still" || reason === "window") return "renew";
  return reason === "early" ? "keep" : "none";
}

/**
 * The measures of a livestream's report, from watching to work. `viewers` sums people by channel, and those
 * whom nodes of other cities counted. `questions` counts those that were passed and sums the people who
 * asked. `applications` counts applications, the rest people: `intents` those whom an enterprise invited,
 * `starts` those at work, `atWork30` those still at work after 30 days.
 */
export const REPORT_MEASURES = [
  "viewers",
  "questions",
  "applications",
  "intents",
  "starts",
  "atWork30",
] as const;
export type ReportMeasure = (typeof REPORT_MEASURES)[number];

export const REPORT_DIMENSIONS = ["posting", "enterprise", "city", "channel", "sector", "type"] as const;
export type ReportDimension = (typeof REPORT_DIMENSIONS)[number];
