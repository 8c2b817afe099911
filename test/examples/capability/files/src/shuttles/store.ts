import { sql } from "kysely";
import type { Db, Tx } from "../../db/client.ts";
import type { ShuttleView } from "./schema.ts";

type Row = { id: string; homeCity: string; title: string; departsAt: Date; departedAt: Date | null };

export const viewOf = (row: Row): ShuttleView => ({
  id: row.id,
  city: row.homeCity,
  title: row.title,
  departsAt: row.departsAt.toISOString(),
  departed: row.departedAt !== null,
});

export const insertShuttle = (tx: Tx, row: Omit<Row, "departedAt">) =>
  tx.insertInto("shuttle").values(row).returningAll().executeTakeFirstOrThrow();

export const lockShuttle = (tx: Tx, id: string) =>
  tx.selectFrom("shuttle").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

/**
 * Marks a shuttle as departed, in one statement without a race. Returns undefined if it has already departed.
 */
export const markDeparted = (tx: Tx, id: string) =>
  tx
    .updateTable("shuttle")
    .set({ departedAt: sql<Date>`app.now()` })
    .where("id", "=", id)
    .where("departedAt", "is", null)
    .returningAll()
    .executeTakeFirst();

export const selectShuttles = (db: Db, cities: readonly string[]) =>
  db
    .selectFrom("shuttle")
    .selectAll()
    .where("homeCity", "in", cities)
    .orderBy("departsAt")
    .orderBy("id")
    .limit(100)
    .execute();
