import { type RawBuilder, sql } from "kysely";

/** SQL for a part of a statement that several owners of tables compose. Only stores look into it. */
export type Part = RawBuilder<unknown>;

/** Returns a statement as a named part of another one: `name as (statement)`. */
export const namedPart = (name: string, statement: Part): Part => sql`${sql.raw(name)} as (${statement})`;
