import type { Policy, RecordKind } from "../platform/core/policy.ts";

type Relation = NonNullable<Policy["on"]>["by"];

export const ANYONE = { who: "anyone" } as const satisfies Policy;
export const SIGNED_IN = { who: "signedIn" } as const satisfies Policy;
/** Members of an enterprise. */
export const MEMBER = { who: ["member"] } as const satisfies Policy;
/** Officers of a union. */
export const OFFICER = { who: ["officer"] } as const satisfies Policy;

/** Administrators of the house. */
export const ADMINISTRATOR = { who: ["administrator"] } as const satisfies Policy;
/** Officers of a union, and administrators. */
export const UNION = { who: ["officer", "administrator"] } as const satisfies Policy;
/** Everybody with a role: members, officers, administrators. */
export const WORKING = { who: ["member", "officer", "administrator"] } as const satisfies Policy;

/**
 * Adds to a policy the record that the path names as `:id`, and the relation to that record that the caller
 * needs.
 */
export const onRecord = (policy: Policy, record: RecordKind, by: Relation): Policy => ({
  ...policy,
  on: { record, param: "id", by },
});

/** Pages of a fair that need no account. */
export const FAIR_READER = onRecord(ANYONE, "fair", "readers");
/** Pages of a fair for people with an account. */
export const FAIR_VISITOR = onRecord(SIGNED_IN, "fair", "readers");
/** Pages of a livestream that need no account. */
export const LIVESTREAM_READER = onRecord(ANYONE, "livestream", "readers");
/** Pages of a livestream for people with an account. */
export const LIVESTREAM_VISITOR = onRecord(SIGNED_IN, "livestream", "readers");
/** Members of any enterprise that can see the livestream. */
export const LIVESTREAM_MEMBER = onRecord(MEMBER, "livestream", "readers");
/** Officers of the livestream's home city. */
export const LIVESTREAM_HOME = onRecord(OFFICER, "livestream", "city");
/** Officers of the cities that organise the livestream. */
export const LIVESTREAM_CONTROL = onRecord(OFFICER, "livestream", "parties");
/** Members of any enterprise that can see the fair. */
export const FAIR_MEMBER = onRecord(MEMBER, "fair", "readers");
/** Members of an enterprise with a booth at the fair. */
export const FAIR_EXHIBITOR = onRecord(MEMBER, "fair", "enterprise");
/** Officers of any city that can see the fair. Each operation limits its result to the caller's own city. */
export const FAIR_OFFICER = onRecord(OFFICER, "fair", "readers");
/** Officers of the city that hosts the fair. */
export const FAIR_HOST = onRecord(OFFICER, "fair", "city");
