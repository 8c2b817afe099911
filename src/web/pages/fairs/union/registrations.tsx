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
  RecommendationInput,
  type RegistrationOutcome,
  recommendRegistration,
  refuseRegistration,
} from "../../../../fairs/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { cursorOf, type Fields, idOf, one, parse, readForm, revIn } from "../../../forms.ts";
import { namesFor } from "../../../names.ts";
import { page } from "../../../page.tsx";
import { FAIR } from "../../../text/fairs/common.ts";
import { UNION_FAIRS as TEXT } from "../../../text/fairs/union.ts";
import { boothNamed, boothNames } from "./booth-choice.tsx";
import { RecommendationsPage, type Said } from "./lists.tsx";
import { RegistrationsPage } from "./places.tsx";
import { AppliedPage, ProposalPage } from "./proposal.tsx";

const officer = { who: ["officer"] } as const;
const host = { who: ["officer"], on: { record: "fair", param: "id", by: "city" } } as const;
const own = { who: ["officer"], on: { record: "fairRegistration", param: "id", by: "city" } } as const;
const audience = "union" as const;
const PAGE = 50;
const RECOMMENDATIONS = "/union/fairs/recommendations";

const SAID: Record<string, string> = {
  recommended: TEXT.recommended,
  returned: TEXT.returned,
  placed: TEXT.placed(""),
  waiting: TEXT.waiting,
  refused: TEXT.refused,
  taken: TEXT.taken,
};
/** What a list says of the decision before; a warning where nothing came of it. */
function said(c: Context<Env>): Said | null {
  const done = c.req.query("done") ?? "";
  const booth = c.req.query("booth")?.slice(0, 80);
  if (booth && done === "unknown") return { kind: "warning", text: TEXT.boothUnknown(booth) };
  const text = booth && done === "placed" ? TEXT.placed(booth) : SAID[done];
  return text ? { kind: done === "taken" ? "warning" : "done", text } : null;
}

const TAKEN: ReadonlySet<string> = new Set([
  "FAIR_REGISTRATION_STATE",
  "FAIR_STATE",
  "ENTERPRISE_STATE",
  "REVISION_CONFLICT",
  "BOOTH_TAKEN",
]);

/** Back to the page of a list that a form stood on, with a word about what was done. */
function backTo(c: Context<Env>, list: string, fields: Fields, word: Record<string, string>) {
  const at = new URLSearchParams(one(fields, "at"));
  const query = new URLSearchParams(word);
  for (const name of ["status", "cursor"]) {
    const value = at.get(name);
    if (value) query.set(name, value);
  }
  return c.redirect(`${list}?${query}`, 303);
}

/** A decision, then back to the list; what somebody else decided first is said there and is no error page. */
async function decided(
  c: Context<Env>,
  { list, fields }: { list: string; fields: Fields },
  decide: () => Promise<RegistrationOutcome>,
  word?: string,
) {
  const to = (query: Record<string, string>) => backTo(c, list, fields, query);
  try {
    const { booth } = await decide();
    if (word) return to({ done: word });
    return booth
      ? to({ done: "placed", booth: FAIR.boothAt(booth.venueName, booth.code) })
      : to({ done: "waiting" });
  } catch (error) {
    if (!(error instanceof AppError && TAKEN.has(error.code))) throw error;
    return to({ done: "taken" });
  }
}

const stepOf = (c: Context<Env>, fields: Fields) => ({ id: idOf(c), ...revIn(fields) });

/** The booths that an officer may name, and how they are called. */
async function choiceFor(ctx: RequestContext, fairId: string) {
  const [free, fair] = await Promise.all([freeBooths(ctx, fairId), getFair(ctx, { id: fairId })]);
  return { free, nameOf: boothNames(fair) };
}

/** Where a decision came from: the list of the registration's fair. */
async function listOf(c: Context<Env>): Promise<{ fairId: string; list: string }> {
  const { fair } = await getRegistration(c.get("ctx"), idOf(c));
  return { fairId: fair.id, list: `/union/fairs/${fair.id}/registrations` };
}

/** What unions decide about enterprises: recommend, place, turn down. */
export const unionRegistrationPages = new Pages()
  .get("/union/fairs/recommendations", officer, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [{ items, nextCursor }, names] = await Promise.all([
      listRegistrations(ctx, { as: "home", status: "submitted", cursor, limit: PAGE }),
      namesFor(ctx),
    ]);
    const data = { items, names, done: said(c), next: nextCursor, cursor: cursor ?? null };
    return page(c, { title: TEXT.recommendTitle, audience }, (shell) => (
      <RecommendationsPage shell={shell} data={data} />
    ));
  })
  .post("/union/fairs/registrations/:id/recommend", own, async (c) => {
    const fields = await readForm(c);
    return decided(
      c,
      { list: RECOMMENDATIONS, fields },
      () => recommendRegistration(c.get("ctx"), { ...stepOf(c, fields), decision: "recommend" }),
      "recommended",
    );
  })
  .post("/union/fairs/registrations/:id/return", own, async (c) => {
    const fields = await readForm(c);
    const input = parse(RecommendationInput, { decision: "return", reason: one(fields, "reason") });
    return decided(
      c,
      { list: RECOMMENDATIONS, fields },
      () => recommendRegistration(c.get("ctx"), { ...input, ...stepOf(c, fields) }),
      "returned",
    );
  })
  .get("/union/fairs/:id/registrations", host, async (c) => {
    const ctx = c.get("ctx");
    const fair = await getFair(ctx, { id: idOf(c) });
    if (!fair.desk) throw new AppError("NOT_FOUND");
    const status = z.enum(REGISTRATION_STATUSES).safeParse(c.req.query("status")).data;
    const cursor = cursorOf(c);
    const [{ items, nextCursor }, names, free] = await Promise.all([
      listRegistrations(ctx, { as: "host", fairId: fair.id, status, cursor, limit: PAGE }),
      namesFor(ctx),
      freeBooths(ctx, fair.id),
    ]);
    const pages = { next: nextCursor, cursor: cursor ?? null };
    const data = { fair, items, status: status ?? null, names, free, done: said(c), ...pages };
    return page(c, { title: `${TEXT.registrations} · ${fair.title}`, audience }, (shell) => (
      <RegistrationsPage shell={shell} data={data} />
    ));
  })
  .post("/union/fairs/registrations/:id/place", own, async (c) => {
    const fields = await readForm(c);
    const ctx = c.get("ctx");
    const { fairId, list } = await listOf(c);
    const meant = one(fields, "booth");
    const booth = meant ? boothNamed(await choiceFor(ctx, fairId), meant) : undefined;
    if (meant && !booth) return backTo(c, list, fields, { done: "unknown", booth: meant.slice(0, 60) });
    const named = booth ? { boothId: booth.id } : {};
    return decided(c, { list, fields }, () => placeRegistration(ctx, { ...stepOf(c, fields), ...named }));
  })
  .post("/union/fairs/registrations/:id/refuse", own, async (c) => {
    const fields = await readForm(c);
    const input = parse(PlacementInput, { decision: "refuse", reason: one(fields, "reason") });
    if (input.decision !== "refuse") throw new AppError("INVALID_INPUT");
    const { reason } = input;
    const { list } = await listOf(c);
    return decided(
      c,
      { list, fields },
      () => refuseRegistration(c.get("ctx"), { ...stepOf(c, fields), reason }),
      "refused",
    );
  })
  .get("/union/fairs/:id/proposal", host, async (c) => {
    const ctx = c.get("ctx");
    const proposal = await proposeBooths(ctx, idOf(c));
    const fair = await getFair(ctx, { id: idOf(c) });
    const data = { fair, ...proposal, free: await freeBooths(ctx, fair.id) };
    return page(c, { title: `${TEXT.proposal} · ${fair.title}`, audience }, (shell) => (
      <ProposalPage shell={shell} data={data} />
    ));
  })
  .post("/union/fairs/:id/proposal", host, async (c) => {
    const fields = await readForm(c);
    const fairId = idOf(c);
    const choice = await choiceFor(c.get("ctx"), fairId);
    const meant = Object.keys(fields).flatMap((name) => {
      const registrationId = /^booth-([0-9a-f-]{36})$/.exec(name)?.[1];
      if (!registrationId || !UUID.test(registrationId) || !one(fields, name)) return [];
      return [{ registrationId, booth: boothNamed(choice, one(fields, name)) }];
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
    return page(c, { title: TEXT.proposal, audience }, () => <AppliedPage fairId={fairId} result={result} />);
  });
