import type { Tx } from "../../db/client.ts";
import { type Emission, emitAll } from "../platform/changes/index.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { decisionDay } from "./rules.ts";
import type { EnterpriseView } from "./schema.ts";
import { type EnterpriseRow, selectForFeed } from "./store.ts";

export function toView(row: EnterpriseRow): EnterpriseView {
  const verified = row.status === "verified";
  return {
    id: row.id,
    homeCity: row.homeCity,
    county: row.county,
    name: row.name,
    verified,
    uscc: verified ? row.uscc : null,
    nature: row.nature,
    industry: row.industry,
    size: row.size,
    address: row.address,
    intro: row.intro,
    contactPhone: row.contactPhone,
    contactHours: row.contactHours,
    verifier: row.verifier,
    rev: row.rev,
    management: row.managed
      ? {
          status: row.status,
          uscc: row.uscc,
          usccCheck: row.usccCheck,
          contactName: row.contactName,
          origin: row.origin,
          sourceName: row.sourceName,
          verifiedAt: row.verifiedAt?.toISOString() ?? null,
          refusalReason: row.refusalReason,
          decideBy: row.status === "claimed" ? decisionDay(row.updatedAt) : null,
          members: row.members,
          claims: row.claims,
          suspension: row.suspension && { ...row.suspension, by: row.suspension.by ?? row.verifier },
        }
      : null,
  };
}

type Change = { id: string; action: string; wasVerified: boolean };

function emissionOf(row: EnterpriseRow, change: Change): Emission {
  const base = { city: row.homeCity, kind: "enterprise", id: row.id, rev: row.rev } as const;
  const { management: _management, ...payload } = toView(row);
  if (row.status === "verified") return { ...base, audience: "public", op: "put", payload };
  if (change.wasVerified) return { ...base, audience: "public", op: "close" };
  return { ...base, audience: "local", op: "put", payload: { action: change.action, status: row.status } };
}

/**
 * Emits changes of enterprises in the given order. Call it last in the transaction. A verified enterprise
 * gets a public change. One that was verified before gets a public `close`, any other a local change.
 * Returns the enterprises in the given order.
 */
export async function emitEnterprises(tx: Tx, changes: readonly Change[]): Promise<EnterpriseView[]> {
  const rows = await selectForFeed(
    tx,
    changes.map(({ id }) => id),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const changed = changes.map((change) => ({ change, row: orNotFound(byId.get(change.id)) }));
  await emitAll(
    tx,
    changed.map(({ row, change }) => emissionOf(row, change)),
  );
  return changed.map(({ row }) => toView(row));
}

/** Emits a change of one enterprise, as emitEnterprises does. Returns the enterprise. */
export async function emitEnterprise(tx: Tx, change: Change): Promise<EnterpriseView> {
  const [view] = await emitEnterprises(tx, [change]);
  return orNotFound(view);
}
