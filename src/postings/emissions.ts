import type { Tx } from "../../db/client.ts";
import { type Emission, emitAll } from "../platform/changes/index.ts";
import { type PostingState, type PublicRow, selectForFeed, selectStates } from "./store/views.ts";
import { toPayload } from "./views/present.ts";

/**
 * Effect of a change. `put`: the posting appears or changes in public. `close`: the posting disappears from
 * the public. `local`: only its enterprise and its home city see a difference.
 */
export type Audience = "put" | "close" | "local";

/**
 * Emits one change per posting. Call it last in the transaction. The payload of a `put` is the public view,
 * of a `close` only the reason, of a `local` change the action, state and enterprise id. None has personal
 * data. While the enterprise is suspended, a `put` is a `local` change.
 */
export async function emitPostings(
  tx: Tx,
  ids: string[],
  change: { audience: Audience; action: string; reason?: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  const emissions =
    change.audience === "put"
      ? (await selectForFeed(tx, ids)).map((row) =>
          row.employerStatus === "suspended"
            ? emissionOf(row, { ...change, audience: "local" })
            : publicationOf(row),
        )
      : (await selectStates(tx, ids)).map((row) => emissionOf(row, change));
  await emitAll(tx, emissions);
}

const baseOf = (row: PostingState) => ({ city: row.homeCity, kind: "posting", id: row.id, rev: row.rev });

const publicationOf = (row: PublicRow): Emission => ({
  ...baseOf(row),
  audience: "public",
  op: "put",
  validThrough: row.expiresAt,
  payload: toPayload(row),
});

function emissionOf(row: PostingState, change: Parameters<typeof emitPostings>[2]): Emission {
  const base = baseOf(row);
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
