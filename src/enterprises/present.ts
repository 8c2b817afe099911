import type { Tx } from "../../db/client.ts";
import { emit } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import type { EnterpriseView } from "./schema.ts";
import { type EnterpriseRow, selectEnterprise } from "./store.ts";

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
          members: row.members,
          claims: row.claims,
        }
      : null,
  };
}

/**
 * Emits a change of an enterprise. Call it last in the transaction. A verified enterprise gets a public
 * change. One that was verified before gets a public `close`, any other a local change. Returns the
 * enterprise.
 */
export async function emitEnterprise(
  tx: Tx,
  ctx: RequestContext,
  change: { id: string; action: string; wasVerified: boolean },
): Promise<EnterpriseView> {
  const row = orNotFound(
    await selectEnterprise(tx, { actor: { kind: "system", name: "feed" }, scope: ctx.scope }, change.id),
  );
  const base = { city: row.homeCity, kind: "enterprise", id: row.id, rev: row.rev } as const;
  const { management: _management, ...payload } = toView(row);
  if (row.status === "verified") await emit(tx, { ...base, audience: "public", op: "put", payload });
  else if (change.wasVerified) await emit(tx, { ...base, audience: "public", op: "close" });
  else
    await emit(tx, {
      ...base,
      audience: "local",
      op: "put",
      payload: { action: change.action, status: row.status },
    });
  return toView(row);
}
