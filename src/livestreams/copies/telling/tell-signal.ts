import type { Tx } from "../../../../db/client.ts";
import { emit } from "../../../platform/changes/index.ts";
import { agreementReference } from "../../livestream/store/parts.ts";
import type { SignalPayload } from "./schema.ts";
import { takeSignal } from "./store.ts";

/**
 * Tells other cities that the picture of a livestream on air advances, or was lost. One that goes on is told
 * again every twenty seconds, so that a copy whose home is silent stops showing it as live. Before it is on
 * air, nothing is told: a rehearsal is for the control room alone.
 */
export async function tellSignal(tx: Tx, livestreamId: string): Promise<void> {
  const told = await takeSignal(tx, livestreamId);
  if (!told) return;
  const payload: SignalPayload = {
    advancing: told.advancing,
    advancedAt: told.advancedAt?.toISOString() ?? null,
    endedAt: told.endedAt?.toISOString() ?? null,
    freshS: told.freshS,
    runFrom: told.runFrom?.toISOString() ?? null,
    lostAt: told.lostAt?.toISOString() ?? null,
  };
  await emit(tx, {
    city: told.homeCity,
    audience: "public",
    kind: "livestreamSignal",
    id: livestreamId,
    rev: told.toldRev,
    op: "put",
    agreement: await agreementReference(tx, told.agreementId),
    payload,
  });
}
