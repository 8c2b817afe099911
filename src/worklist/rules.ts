import { DECISION_DAYS } from "../enterprises/index.ts";

/** Kinds of items that wait for an officer, in the order of the filters. */
export const WORK_KINDS = [
  "posting",
  "enterprise",
  "renewal",
  "claim",
  "recommendation",
  "booth",
  "waitlist",
  "import",
  "objection",
  "complaint",
  "start",
  "mark",
  "mail",
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Days after which an item of a kind is due. A fair or a mark may set an earlier or another time. */
export const DUE_DAYS = {
  posting: 3,
  enterprise: DECISION_DAYS,
  claim: DECISION_DAYS,
  recommendation: 7,
  booth: 7,
  import: 7,
  objection: 7,
  complaint: 7,
  start: 7,
  mail: 3,
} as const satisfies Partial<Record<WorkKind, number>>;

/** Days for which the owner of an item is kept. The item may come back, such as a returned posting. */
export const OWNER_DAYS = 365;
