import type { Pay } from "../../../postings/index.ts";

/** Verdicts about one statement, the gravest first. The posting decides. */
export const VERDICTS = [
  /** A fee for the job, or papers or wages held back. */
  "fee",
  "discrimination",
  /** More than the posting promises. */
  "abovePosting",
  /** Another thing than the posting says, neither more nor less. */
  "differs",
  "belowPosting",
  "notInPosting",
  /** Said and written, but not comparable: pay by the day beside pay by the month. */
  "unclear",
  "matches",
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Facts that a worker has or has not. Each is also the code of a benefit. */
export const YES_OR_NO = [
  "dormitory",
  "meals",
  "coupleRoom",
  "bus",
  "laundry",
  "dryingRoom",
  "freeTraining",
  "veteransWelcome",
] as const;

/** Subjects of a statement. A `benefit` names its code in `said`, `fee` and `discrimination` the words. */
export const TOPICS = [
  "pay",
  "trialPay",
  ...YES_OR_NO,
  "pieceRate",
  "shift",
  "noNights",
  "payday",
  "paydayOfMonth",
  "restDays",
  "restDaysPerMonth",
  "insurance",
  "posture",
  "benefit",
  "fee",
  "discrimination",
] as const;
export type Topic = (typeof TOPICS)[number];

export type PayFigure = Pick<Pay, "minYuan" | "maxYuan" | "period">;
export type Said = boolean | number | string | PayFigure;

/** One statement beside the posting. `written` is null if the posting says nothing of it. */
export type Finding = { topic: Topic; verdict: Verdict; said: Said; written: Said | null };

/** The parts of a posting that are compared. */
export type Compared = {
  title: string;
  pay: Pay | (Omit<Pay, "text"> & { text: string | null });
  facts: Readonly<Record<string, unknown>>;
  benefits: readonly string[];
};

/** Returns the gravest of the verdicts; null for none. */
export const gravest = (findings: readonly Pick<Finding, "verdict">[]): Verdict | null =>
  VERDICTS.find((verdict) => findings.some((one) => one.verdict === verdict)) ?? null;

/** Returns true for words that mark the presenter. */
export const isForbidden = (verdict: Verdict): boolean => verdict === "fee" || verdict === "discrimination";
