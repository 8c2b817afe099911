import type { Context } from "hono";
import {
  countRegistrations,
  freeBooths,
  getFair,
  getRegistration,
  listRegistrations,
  PlacementInput,
  placeMany,
  placeRegistration,
  proposeBooths,
  refuseRegistration,
} from "../../../../fairs/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { AppError, invalid } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { fieldRev, fieldText, parse, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER, OFFICER, onRecord } from "../../../policies.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { backTo, decideAndReturn, decisionOn, noticeOf } from "../registrations/union/decision.ts";
import { AppliedProposalPage } from "./applied-proposal-page.tsx";
import { boothNamed, boothNames } from "./booth-form.tsx";
import { ProposalPage } from "./proposal-page.tsx";
import { RegistrationsPage } from "./registrations-page.tsx";
import { filterOf, PAGE, registrationsOf, registrationsQueryOf } from "./registrations-query.ts";
import { registrationsSheet } from "./registrations-sheet.ts";

const REGISTRATION = onRecord(OFFICER, "fairRegistration", "city");
const audience = "union" as const;

/** Loads the free booths of a fair, and the function that names booths. */
async function boothChoice(ctx: RequestContext, fairId: string) {
  const [free, fair] = await Promise.all([freeBooths(ctx, fairId), getFair(ctx, { id: fairId })]);
  return { free, nameOf: boothNames(fair) };
}

/**
 * Returns the fair of the registration in the path, its placement list, and the name of its city. `movesAt`
 * is the revision of a registration that has a booth.
 */
async function listOf(
  c: Context<Env>,
): Promise<{ fairId: string; list: string; city: string; movesAt: number | null }> {
  const { fair, endorsingCityName: city, booth, rev } = await getRegistration(c.get("ctx"), pathId(c));
  return { fairId: fair.id, list: `/union/fairs/${fair.id}/registrations`, city, movesAt: booth && rev };
}

/** Pages on which the host places enterprises: one by one, or all by a proposal. */
export const placementPages = new Pages()
  .get("/union/fairs/:id/registrations", FAIR_OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const { fair, as, halls } = await registrationsOf(c);
    const query = registrationsQueryOf(c);
    const filter = { as, ...filterOf(fair, query) };
    const [{ items, nextCursor }, counts, names, free, done] = await Promise.all([
      listRegistrations(ctx, { ...filter, cursor: query.cursor ?? undefined, limit: PAGE }),
      countRegistrations(ctx, filter),
      namesFor(ctx),
      as === "host" ? freeBooths(ctx, fair.id) : [],
      noticeOf(c),
    ]);
    const data = { fair, halls, query, items, counts, names, free, done, next: nextCursor };
    return page(c, { title: `${PLACEMENT.registrations} · ${fair.title}`, audience }, (shell) => (
      <RegistrationsPage shell={shell} data={data} />
    ));
  })
  .get("/union/fairs/:id/registrations.csv", FAIR_OFFICER, (c) => registrationsSheet(c, "csv"))
  .get("/union/fairs/:id/registrations.xlsx", FAIR_OFFICER, (c) => registrationsSheet(c, "xlsx"))
  .post("/union/fairs/registrations/:id/place", REGISTRATION, async (c) => {
    const fields = await readForm(c);
    const ctx = c.get("ctx");
    const { fairId, list, city, movesAt } = await listOf(c);
    const meant = fieldText(fields, "booth");
    // A move needs a booth. A form that is older than the present booth is answered as overtaken instead.
    if (!meant && movesAt !== null && movesAt === (fieldRev(fields).ifRev ?? movesAt))
      throw invalid("booth", "REQUIRED");
    const booth = meant ? boothNamed(await boothChoice(ctx, fairId), meant) : undefined;
    if (meant && !booth) return backTo(c, list, fields, { done: "unknown", booth: meant.slice(0, 60) });
    const named = booth ? { boothId: booth.id } : {};
    return decideAndReturn(c, { list, fields, city }, () =>
      placeRegistration(ctx, { ...decisionOn(c, fields), ...named }),
    );
  })
  .post("/union/fairs/registrations/:id/refuse", REGISTRATION, async (c) => {
    const fields = await readForm(c);
    const input = parse(PlacementInput, { decision: "refuse", reason: fieldText(fields, "reason") });
    if (input.decision !== "refuse") throw new AppError("INVALID_INPUT");
    const { reason } = input;
    const { list } = await listOf(c);
    return decideAndReturn(
      c,
      { list, fields },
      () => refuseRegistration(c.get("ctx"), { ...decisionOn(c, fields), reason }),
      "refused",
    );
  })
  .get("/union/fairs/:id/proposal", FAIR_HOST, async (c) => {
    const ctx = c.get("ctx");
    const proposal = await proposeBooths(ctx, pathId(c));
    const fair = await getFair(ctx, { id: pathId(c) });
    const data = { fair, ...proposal, free: await freeBooths(ctx, fair.id) };
    return page(c, { title: `${PLACEMENT.proposal} · ${fair.title}`, audience }, (shell) => (
      <ProposalPage shell={shell} data={data} />
    ));
  })
  .post("/union/fairs/:id/proposal", FAIR_HOST, async (c) => {
    const fields = await readForm(c);
    const fairId = pathId(c);
    const choice = await boothChoice(c.get("ctx"), fairId);
    const meant = Object.keys(fields).flatMap((name) => {
      const registrationId = /^booth-([0-9a-f-]{36})$/.exec(name)?.[1];
      if (!registrationId || !UUID.test(registrationId) || !fieldText(fields, name)) return [];
      return [{ registrationId, booth: boothNamed(choice, fieldText(fields, name)) }];
    });
    const items = meant.flatMap(({ registrationId, booth }) =>
      booth ? [{ registrationId, boothId: booth.id }] : [],
    );
    const result = await placeMany(c.get("ctx"), { fairId, items });
    for (const { registrationId: id, booth } of meant) {
      if (booth) continue;
      const { enterprise } = await getRegistration(c.get("ctx"), id);
      result.skipped.push({ id, enterprise: enterprise.name, code: "UNKNOWN_BOOTH" });
    }
    return page(c, { title: PLACEMENT.proposal, audience }, () => (
      <AppliedProposalPage fairId={fairId} result={result} />
    ));
  });
