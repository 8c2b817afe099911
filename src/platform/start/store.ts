import { CompiledQuery } from "kysely";
import type { Db } from "../../../db/client.ts";

type Query = { text: string; values: unknown[] };

/** Returns a client with the one method of `pg` that a library needs, on the connections of `db`. */
export const pgClientOf = (db: Db) => ({
  query: ({ text, values }: Query) => db.executeQuery(CompiledQuery.raw(`/* planned */ ${text}`, values)),
});
