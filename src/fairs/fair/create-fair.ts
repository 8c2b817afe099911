import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer, requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { recordFair } from "./change-fair.ts";
import { writeCities, writeVenues } from "./cities-and-venues.ts";
import { scheduleFaults } from "./rules.ts";
import type { FairInput, FairView } from "./schema.ts";
import { agreementFor } from "./store/cities.ts";
import { hostCities, insertFair } from "./store/fairs.ts";

const date = (text: string) => new Date(text);

/**
 * Parses the four times of a fair. Throws INVALID_INPUT with the fields that are in the wrong order, or if
 * the fair lasts too long.
 */
export function readSchedule(
  input: Pick<FairInput, "registrationOpensAt" | "registrationClosesAt" | "opensAt" | "closesAt">,
) {
  const times = {
    registrationOpensAt: date(input.registrationOpensAt),
    registrationClosesAt: date(input.registrationClosesAt),
    opensAt: date(input.opensAt),
    closesAt: date(input.closesAt),
  };
  const fields = scheduleFaults(times);
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
  return times;
}

/** Returns the columns of the fair's row that both creation and update write, without the times. */
export const columnsOf = (
  input: Pick<FairInput, "title" | "kind" | "occupation" | "intro" | "offerHours" | "permits" | "programme">,
) => ({
  title: input.title,
  kind: input.kind,
  occupation: input.kind === "trade" ? input.occupation : null,
  intro: input.intro,
  offerHours: input.offerHours,
  permits: JSON.stringify(input.permits),
  programme: JSON.stringify(input.programme),
});

/**
 * Creates a draft of a joint fair. The caller must be an officer of the whole host city, and the host needs
 * an agreement that shares fairs.
 * Throws NOT_FOUND for officers of other cities, INVALID_INPUT for times in the wrong order, for a trade fair
 * without an occupation, without such an agreement, and for cities or venues outside the agreement.
 */
export async function createFair(ctx: RequestContext, input: FairInput): Promise<FairView> {
  const account = requireOfficer(ctx.actor);
  const hostCity = orNotFound(input.hostCity ?? hostCities(account)[0]);
  requireOfficerOf(ctx.actor, hostCity);
  const times = readSchedule(input);
  if (input.kind === "trade" && !input.occupation) throw invalid("occupation", "MISSING");
  const id = ctx.ids.uuid();
  const view = await inTransaction(ctx, async (tx) => {
    const agreementId = await agreementFor(tx, hostCity, input.agreement ?? null);
    if (!agreementId) throw invalid("agreement", "NOT_IN_FORCE");
    const createdBy = account.accountId;
    await insertFair(tx, {
      id,
      hostCity,
      agreementId,
      status: "draft",
      createdBy,
      ...times,
      ...columnsOf(input),
    });
    const owner = { id, hostCity, agreementId };
    await writeCities(tx, owner, input);
    await writeVenues(tx, ctx, owner, input.venues);
    return recordFair(tx, ctx, { id, action: "create" });
  });
  ctx.ring("changes");
  return view;
}
