import type { Standing } from "../livestream/index.ts";

/** Codes of the field errors of postings that may not be put on a run sheet. */
export const FIELD_OF: Readonly<Record<Exclude<Standing, "live">, string>> = {
  unreviewed: "NOT_REVIEWED",
  closed: "CLOSED",
  expired: "EXPIRED",
  suspended: "SUSPENDED",
  unverified: "UNVERIFIED",
  elsewhere: "NOT_IN_AGREEMENT",
  gone: "UNKNOWN",
};
