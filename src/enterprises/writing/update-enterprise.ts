import type { Tx } from "../../../db/client.ts";
import { homeCityOf } from "../../cities/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, invalid, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { emitEnterprise } from "../present.ts";
import { nameKey, readUscc, requireNextStatus } from "../rules.ts";
import { EnterprisePatch, type EnterpriseView } from "../schema.ts";
import { type Enterprise, lockEnterprise, selectTwin, updateEnterpriseRow } from "../store.ts";

/** Fields that an officer has verified. Members cannot change them afterwards. */
const VERIFIED_FIELDS = ["name", "uscc", "county"] as const;

/**
 * Updates an enterprise. The caller must be a member or an officer of its home city or county. A member's
 * update of a refused registration returns it to the queue.
 * Throws NOT_FOUND for other callers, REVISION_CONFLICT, ENTERPRISE_EXISTS if another enterprise has the
 * credit code or the name. Throws INVALID_INPUT for a county of another city. The field code
 * LOCKED_AFTER_VERIFICATION means that a member changed name, credit code or county of a verified enterprise.
 */
export async function updateEnterprise(
  ctx: RequestContext,
  input: { id: string; ifRev: number; patch: EnterprisePatch },
): Promise<EnterpriseView> {
  const patch = EnterprisePatch.parse(input.patch);
  return inTransaction(ctx, async (tx) => {
    const enterprise = orNotFound(await lockEnterprise(tx, input.id));
    const officer = isOfficerOf(ctx.actor, enterprise.homeCity, enterprise.county);
    if (!officer && !isMemberOf(ctx.actor, enterprise.id)) throw notFound();
    requireRevision(enterprise.rev, input.ifRev);
    if (!officer) requireUnlocked(enterprise, patch);
    const { uscc, county, name, ...details } = patch;
    const code = uscc === undefined ? null : readUscc(uscc);
    await requireOwnIdentity(tx, enterprise, { uscc: code?.uscc ?? null, name });
    const moved = county !== undefined && county !== (enterprise.county ?? enterprise.homeCity);
    if (moved && (await homeCityOf(tx, county)) !== enterprise.homeCity)
      throw invalid("county", "ANOTHER_CITY");
    const corrected = enterprise.status === "refused" && !officer;
    await updateEnterpriseRow(tx, enterprise.id, {
      ...details,
      ...(corrected ? { status: requireNextStatus(enterprise.status, "correct") } : {}),
      ...(code ?? {}),
      ...(name === undefined ? {} : { name, nameKey: nameKey(name) }),
      ...(county === undefined ? {} : { county: county === enterprise.homeCity ? null : county }),
    });
    await recordAudit(tx, ctx, {
      action: "enterprise.update",
      subjectKind: "enterprise",
      subjectId: enterprise.id,
      city: enterprise.homeCity,
      detail: { fields: Object.keys(patch), byOfficer: officer, corrected },
    });
    return emitEnterprise(tx, {
      id: enterprise.id,
      action: "enterprise.update",
      wasVerified: enterprise.status === "verified",
    });
  });
}

function requireUnlocked(enterprise: Enterprise, patch: EnterprisePatch): void {
  // A suspended enterprise that was verified is verified again once it returns.
  if (enterprise.status !== "verified" && enterprise.verifiedAt === null) return;
  const locked = VERIFIED_FIELDS.filter(
    (field) => patch[field] !== undefined && patch[field] !== enterprise[field],
  );
  if (locked.length > 0)
    throw new AppError("INVALID_INPUT", {
      fields: locked.map((path) => ({ path, code: "LOCKED_AFTER_VERIFICATION" })),
    });
}

/**
 * Throws ENTERPRISE_EXISTS if another enterprise has the new credit code, or if two enterprises of a city
 * without codes would have the same name.
 */
async function requireOwnIdentity(
  tx: Tx,
  enterprise: Enterprise,
  next: { uscc: string | null; name: string | undefined },
): Promise<void> {
  const byName = enterprise.uscc === null && next.uscc === null && next.name !== undefined;
  if (next.uscc === null && !byName) return;
  const twin = await selectTwin(tx, {
    homeCity: enterprise.homeCity,
    uscc: next.uscc,
    nameKey: byName ? nameKey(next.name ?? "") : null,
    except: enterprise.id,
  });
  if (twin) throw new AppError("ENTERPRISE_EXISTS", { facts: { enterpriseId: twin } });
}
