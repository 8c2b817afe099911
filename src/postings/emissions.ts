import type { Tx } from "../../db/client.ts";
import { emit } from "../changes/index.ts";
import { toPayload } from "./present.ts";
import { selectForFeed } from "./store/views.ts";

/** What other people learn of a change: it appears or changes in public, it goes, or only its own desk hears of it. */
export type Audience = "put" | "close" | "local";

/**
 * One change per posting, last in the transaction. A `put` carries the public view; a `close` only why; a `local` one
 * state and ids, never people's data.
 */
export async function emitPostings(
  tx: Tx,
  ids: string[],
  change: { audience: Audience; action: string; reason?: string | null },
): Promise<void> {
  for (const row of await selectForFeed(tx, ids)) {
    const base = { city: row.homeCity, kind: "posting", id: row.id, rev: row.rev };
    if (change.audience === "put")
      await emit(tx, {
        ...base,
        audience: "public",
        op: "put",
        validThrough: row.expiresAt,
        payload: toPayload(row),
      });
    else if (change.audience === "close")
      await emit(tx, {
        ...base,
        audience: "public",
        op: "close",
        payload: { reason: change.reason ?? null },
      });
    else
      await emit(tx, {
        ...base,
        audience: "local",
        op: row.status === "closed" ? "close" : "put",
        payload: {
          action: change.action.replace(/^posting\./, ""),
          status: row.status,
          enterpriseId: row.enterpriseId,
        },
      });
  }
}
