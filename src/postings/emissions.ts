import type { Tx } from "../../db/client.ts";
import { type Emission, emitAll } from "../platform/changes/index.ts";
import { toPayload } from "./present.ts";
import { type PublicRow, selectForFeed } from "./store/views.ts";

/**
 * Effect of a change. `put`: the posting appears or changes in public. `close`: the posting disappears from
 * the public. `local`: only its enterprise and its home city see a difference.
 */
export type Audience = "put" | "close" | "local";

/**
 * Emits one change per posting. Call it last in the transaction. The payload of a `put` is the public view,
 * of a `close` only the reason, of a `local` change the action, state and enterprise id. None has personal
 * data.
 */
export async function emitPostings(
  tx: Tx,
  ids: string[],
  change: { audience: Audience; action: string; reason?: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await selectForFeed(tx, ids);
  await emitAll(
    tx,
    rows.map((row) => emissionOf(row, change)),
  );
}

function emissionOf(row: PublicRow, change: Parameters<typeof emitPostings>[2]): Emission {
  const base = { city: row.homeCity, kind: "posting", id: row.id, rev: row.rev };
  if (change.audience === "put") {
    const payload = toPayload(row);
    return { ...base, audience: "public", op: "put", validThrough: row.expiresAt, payload };
  }
  if (change.audience === "close")
    return { ...base, audience: "public", op: "close", payload: { reason: change.reason ?? null } };
  return {
    ...base,
    audience: "local",
    op: row.status === "closed" ? "close" : "put",
    payload: {
      action: change.action.replace(/^posting\./, ""),
      status: row.status,
      enterpriseId: row.enterpriseId,
    },
  };
}
