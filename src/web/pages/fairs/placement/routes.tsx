import type { Context } from "hono";
import { z } from "zod";
import {
  freeBooths,
  getFair,
  getRegistration,
  listRegistrations,
  PlacementInput,
  placeMany,
  placeRegistration,
  proposeBooths,
  REGISTRATION_STATUSES,
  refuseRegistration,
} from "../../../../fairs/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { cursorOf, fieldText, parse, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { FAIR_HOST, OFFICER, onRecord } from "../../../policies.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { backTo, decideAndReturn, decisionOn, noticeOf } from "../registrations/union/decision.ts";
import { AppliedProposalPage } from "./applied-proposal-page.tsx";
import { boothNamed, boothNames } from "./booth-form.tsx";
import { ProposalPage } from "./proposal-page.tsx";
import { RegistrationsPage } from "./registrations-page.tsx";

const REGISTRATION = onRecord(OFFICER, "fairRegistration", "city");
const audience = "union" as const;
const PAGE = 50;

/** Loads the free booths of a fair, and the function that names booths. */
async function boothChoice(ctx: RequestContext, fairId: string) {
  const [free, fair] = await Promise.all([freeBooths(ctx, fairId), getFair(ctx, { id: fairId })]);
  return { free, nameOf: boothNames(fair) };
}

/** Returns the fair of the registration in the path, its placement list, and the name of its city. */
async function listOf(c: Context<Env>): Promise<{ fairId: string; list: string; city: string }> {
  const { fair, endorsingCityName: city } = await getRegistration(c.get("ctx"), pathId(c));
  return { fairId: fair.id, list: `/union/fairs/${fair.id}/registrations`, city };
}

/** Pages on which the host places enterprises: one by one, or all by a proposal. */
export const placementPages = new Pages()
  .get("/union/fairs/:id/registrations", FAIR_HOST, async (c) => {
    const ctx = c.get("ctx");
    const fair = await getFair(ctx, { id: pathId(c) });
    if (!fair.management) throw new AppError("NOT_FOUND");
    const status = z.enum(REGISTRATION_STATUSES).safeParse(c.req.query("status")).data;
    const cursor = cursorOf(c);
    const [{ items, nextCursor }, names, free] = await Promise.all([
      listRegistrations(ctx, { as: "host", fairId: fair.id, status, cursor, limit: PAGE }),
      namesFor(ctx),
      freeBooths(ctx, fair.id),
    ]);
    const pages = { next: nextCursor, cursor: cursor ?? null };
    const data = { fair, items, status: status ?? null, names, free, done: noticeOf(c), ...pages };
    return page(c, { title: `${PLACEMENT.registrations} · ${fair.title}`, audience }, (shell) => (
      <RegistrationsPage shell={shell} data={data} />
    ));
  })
  .post("/union/fairs/registrations/:id/place", REGISTRATION, async (c) => {
    const fields = await readForm(c);
    const ctx = c.get("ctx");
    const { fairId, list, city } = await listOf(c);
    const meant = fieldText(fields, "booth");
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
