import { type RawBuilder, sql } from "kysely";

/** Channel of PostgreSQL on which transactions tell that there is something new. */
export const WAKE_CHANNEL = "lianpin_wake";

/**
 * Kinds of what can be new, and so of what may be waited for: a log, or events of one hub's kind of topic.
 */
export type WakeKind = "log" | `live ${string}`;

/**
 * SQL that tells all processes of something new once the transaction commits. Its value is void. Processes
 * that hear nothing find it when they look by themselves.
 */
export const wakeAll = (kind: WakeKind): RawBuilder<unknown> => sql`pg_notify(${WAKE_CHANNEL}, ${kind})`;
