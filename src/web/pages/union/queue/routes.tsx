import type { Context } from "hono";
import { z } from "zod";
import {
  ClaimDecision,
  decideClaim,
  getEnterprise,
  listEnterprises,
  reinstateEnterprise,
  suspendEnterprise,
  VerificationInput,
  verifyEnterprise,
} from "../../../../enterprises/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  approvePosting,
  CompletionInput,
  completePostings,
  countQueue,
  DESK_STATUSES,
  listDeskPostings,
  listReviewQueue,
  publishReposts,
  RepostInput,
  ReviewInput,
  returnPosting,
  submitPostings,
} from "../../../../postings/index.ts";
import { cursorOf, idOf, many, one, parse, readForm, revIn } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { ENTERPRISES, POSTINGS, QUEUE } from "../../../text/union.ts";
import { type Desk, editorPages } from "../../editor/routes.tsx";
import { EnterprisePage, EnterprisesPage } from "../enterprises/enterprises-page.tsx";
import { importPages } from "../imports/routes.tsx";
import { defaultValidThrough } from "../postings/default-validity.ts";
import { BulkPage, PostingsPage } from "../postings/postings-page.tsx";
import { QueuePage } from "./queue-page.tsx";

const officer = { who: ["officer"] } as const;
const on = (record: "posting" | "enterprise" | "claim") =>
  ({ who: ["officer"], on: { record, param: "id", by: "city" } }) as const;
const audience = "union" as const;
const desk: Desk = { base: "/union/postings", heading: POSTINGS.heading, audience, own: on("posting") };
const PAGE = 20;

/** Decisions that somebody else already took are told so, on the queue, and are no error page. */
async function decided(c: Context<Env>, outcome: string, decide: () => Promise<unknown>) {
  const TAKEN = new Set(["POSTING_STATE", "CLAIM_STATE", "ENTERPRISE_STATE", "REVISION_CONFLICT"]);
  try {
    await decide();
  } catch (error) {
    if (!(error instanceof AppError && TAKEN.has(error.code))) throw error;
    return c.redirect("/union?done=taken", 303);
  }
  return c.redirect(`/union?done=${outcome}`, 303);
}

const queue = new Pages()
  .get("/union", officer, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [{ items, nextCursor }, { total }] = await Promise.all([
      listReviewQueue(ctx, { cursor, limit: PAGE }),
      countQueue(ctx),
    ]);
    const done = c.req.query("done") ?? null;
    const data = {
      items,
      total,
      next: nextCursor,
      now: ctx.clock.now(),
      done: done === "taken" || (done && done in QUEUE.done) ? done : null,
    };
    return page(c, { title: QUEUE.title, audience }, (shell) => <QueuePage shell={shell} data={data} />);
  })
  .post("/union/reviews/:id/approve", on("posting"), async (c) => {
    const rev = revIn(await readForm(c));
    return decided(c, "approve", () => approvePosting(c.get("ctx"), { id: idOf(c), ...rev }));
  })
  .post("/union/reviews/:id/return", on("posting"), async (c) => {
    const fields = await readForm(c);
    const note = one(fields, "note");
    const input = parse(ReviewInput, {
      decision: "return",
      reasons: many(fields, "reasons"),
      ...(note ? { note } : {}),
      ...revIn(fields),
    });
    if (input.decision !== "return") throw new AppError("INVALID_INPUT");
    const { reasons, ifRev } = input;
    return decided(c, "return", () =>
      returnPosting(c.get("ctx"), { id: idOf(c), reasons, note: note || undefined, ifRev }),
    );
  })
  .post("/union/claims/:id/approve", on("claim"), async (c) => {
    const overrideUscc = one(await readForm(c), "overrideUscc") === "1";
    const decision = parse(ClaimDecision, { decision: "approve", overrideUscc });
    return decided(c, "approve", () => decideClaim(c.get("ctx"), { claimId: idOf(c), ...decision }));
  })
  .post("/union/claims/:id/reject", on("claim"), async (c) => {
    const decision = parse(ClaimDecision, { decision: "reject", reason: one(await readForm(c), "reason") });
    return decided(c, "reject", () => decideClaim(c.get("ctx"), { claimId: idOf(c), ...decision }));
  });

const enterprises = new Pages()
  .get("/union/enterprises", officer, async (c) => {
    const status = z
      .enum(["unverified", "claimed", "verified", "suspended"])
      .safeParse(c.req.query("status")).data;
    const { items, nextCursor } = await listEnterprises(c.get("ctx"), {
      desk: true,
      ...(status ? { status } : {}),
      cursor: cursorOf(c),
      limit: PAGE,
    });
    const data = { items, status: status ?? null, next: nextCursor };
    return page(c, { title: ENTERPRISES.title, audience }, (shell) => (
      <EnterprisesPage shell={shell} data={data} />
    ));
  })
  .get("/union/enterprises/:id", on("enterprise"), async (c) => {
    const enterprise = await getEnterprise(c.get("ctx"), idOf(c));
    if (!enterprise.desk) throw new AppError("NOT_FOUND");
    return page(c, { title: enterprise.name, audience }, (shell) => (
      <EnterprisePage shell={shell} enterprise={enterprise} />
    ));
  })
  .post("/union/enterprises/:id/approve", on("enterprise"), async (c) => {
    const fields = await readForm(c);
    const { uscc, overrideUscc } = parse(VerificationInput, {
      decision: "verify",
      uscc: one(fields, "uscc") || undefined,
      overrideUscc: one(fields, "overrideUscc") === "1",
    });
    return decided(c, "approve", () =>
      verifyEnterprise(c.get("ctx"), { id: idOf(c), overrideUscc, ...(uscc ? { uscc } : {}) }),
    );
  })
  .post("/union/enterprises/:id/reject", on("enterprise"), async (c) => {
    const input = { decision: "suspend", reason: one(await readForm(c), "reason") };
    const { reason = "" } = parse(VerificationInput, input);
    return decided(c, "reject", () => suspendEnterprise(c.get("ctx"), { id: idOf(c), reason }));
  })
  .post("/union/enterprises/:id/reinstate", on("enterprise"), async (c) =>
    decided(c, "approve", () => reinstateEnterprise(c.get("ctx"), { id: idOf(c) })),
  );

const uuid = (text: string | undefined) => (text && UUID.test(text) ? text : null);

const postings = new Pages()
  .get("/union/postings", officer, async (c) => {
    const ctx = c.get("ctx");
    const status = z.enum(DESK_STATUSES).safeParse(c.req.query("status")).data ?? null;
    const importId = uuid(c.req.query("importId"));
    const enterpriseId = uuid(c.req.query("enterpriseId"));
    const { items, nextCursor } = await listDeskPostings(ctx, {
      cursor: cursorOf(c),
      limit: PAGE,
      ...(status ? { status } : {}),
      ...(importId ? { importId } : {}),
      ...(enterpriseId ? { enterpriseId } : {}),
    });
    const validThrough = defaultValidThrough(ctx.clock.now());
    const data = { items, status, importId, enterpriseId, next: nextCursor, validThrough };
    return page(c, { title: POSTINGS.title, audience }, (shell) => (
      <PostingsPage shell={shell} data={data} />
    ));
  })
  .post("/union/postings/bulk", officer, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    const importId = uuid(one(fields, "importId"));
    if (!importId) throw new AppError("NOT_FOUND");
    const selection = { importId, validThrough: one(fields, "validThrough") || undefined };
    const suggestDuties = one(fields, "suggestDuties") === "1";
    const action = one(fields, "action");
    const result =
      action === "repost"
        ? await publishReposts(ctx, parse(RepostInput, selection))
        : action === "submit"
          ? await submitPostings(ctx, { importId })
          : await completePostings(ctx, parse(CompletionInput, { ...selection, suggestDuties }));
    const back = `/union/postings?importId=${importId}`;
    return page(c, { title: POSTINGS.title, audience }, () => <BulkPage result={result} back={back} />);
  });

/** The desk of a city's union: queue, enterprises, postings, imports. */
export const unionPages = [queue, enterprises, postings, editorPages(desk), importPages];
