import type { Context } from "hono";
import { ClaimDecision, decideClaim } from "../../../../enterprises/index.ts";
import { countMarks } from "../../../../livestreams/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { requireAccount } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  approvePosting,
  countObjections,
  countQueue,
  listReviewQueue,
  ReviewInput,
  returnPosting,
  undoApproval,
} from "../../../../postings/index.ts";
import { cursorOf, fieldRev, fieldText, fieldTexts, parse, pathId, readForm } from "../../../forms.ts";
import { staffPath } from "../../../links/staff.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord, UNION } from "../../../policies.ts";
import { QUEUE } from "../../../text/union/pages.ts";
import { type Decided, decideAndReturn, doneOf } from "./decision.ts";
import { QueuePage } from "./queue-page.tsx";

const POSTING = onRecord(OFFICER, "posting", "city");
const CLAIM = onRecord(OFFICER, "claim", "city");
const audience = "union" as const;
const PAGE = 20;

/**
 * Returns the id of the item that the queue opens: the first one after the decided item, or the posting whose
 * approval was undone. Empty if nothing follows; null to open the first item.
 */
async function currentOf(ctx: RequestContext, query: Record<string, string>): Promise<string | null> {
  const { done, posting, place } = query;
  if (done === "undo" && posting) return posting;
  if (!place) return null;
  const { items } = await listReviewQueue(ctx, { cursor: place, limit: 1 });
  return items[0]?.id ?? "";
}

/** Decides the claim that the path names. */
async function settled(c: Context<Env>, decision: ClaimDecision): Promise<Decided> {
  const { enterpriseId } = await decideClaim(c.get("ctx"), { claimId: pathId(c), ...decision });
  return { enterprise: enterpriseId };
}

/** The review queue: postings and claims that wait for a decision. */
export const queuePages = new Pages()
  .get("/union", UNION, async (c) => {
    const ctx = c.get("ctx");
    // An administrator without an office has no queue, and works with the people of the unions.
    const { offices } = requireAccount(ctx.actor);
    if (offices.length === 0) return c.redirect(staffPath({ kind: "administrator" }), 303);
    const cursor = cursorOf(c);
    const [listed, { total }, objections, marks, done, current] = await Promise.all([
      listReviewQueue(ctx, { cursor, limit: PAGE }),
      countQueue(ctx),
      countObjections(ctx),
      countMarks(ctx),
      doneOf(ctx, c.req.query()),
      currentOf(ctx, c.req.query()),
    ]);
    // The last item of a later page may be decided. Then the first page is shown.
    const empty = listed.items.length === 0 && cursor !== undefined;
    const { items, nextCursor } = empty ? await listReviewQueue(ctx, { limit: PAGE }) : listed;
    const data = {
      items,
      total,
      objections,
      marks,
      cursor: empty ? undefined : cursor,
      next: nextCursor,
      now: ctx.clock.now(),
      done,
      current: current === null ? null : (items.find(({ id }) => id === current) ?? items.at(-1) ?? null),
    };
    return page(c, { title: QUEUE.title, audience }, (shell) => <QueuePage shell={shell} data={data} />);
  })
  .post("/union/reviews/:id/approve", POSTING, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    const decide = async () => {
      const { rev } = await approvePosting(c.get("ctx"), { id, ...fieldRev(fields) });
      return { posting: id, rev };
    };
    return decideAndReturn(c, { outcome: "approve", fields, decide });
  })
  .post("/union/reviews/:id/undo", POSTING, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    const { ifRev = 0 } = fieldRev(fields);
    const decide = async () => {
      await undoApproval(c.get("ctx"), { id, ifRev });
      return { posting: id };
    };
    return decideAndReturn(c, { outcome: "undo", fields, decide });
  })
  .post("/union/reviews/:id/return", POSTING, async (c) => {
    const fields = await readForm(c);
    const note = fieldText(fields, "note");
    const id = pathId(c);
    const decide = async () => {
      const input = parse(ReviewInput, {
        decision: "return",
        reasons: fieldTexts(fields, "reasons"),
        ...(note ? { note } : {}),
        ...fieldRev(fields),
      });
      if (input.decision !== "return") throw new AppError("INVALID_INPUT");
      const { reasons, ifRev } = input;
      await returnPosting(c.get("ctx"), { id, reasons, note: note || undefined, ifRev });
      return { posting: id };
    };
    return decideAndReturn(c, { outcome: "return", fields, decide });
  })
  .post("/union/claims/:id/approve", CLAIM, async (c) => {
    const fields = await readForm(c);
    const overrideUscc = fieldText(fields, "overrideUscc") === "1";
    const decision = parse(ClaimDecision, { decision: "approve", overrideUscc });
    return decideAndReturn(c, { outcome: "approve", fields, decide: () => settled(c, decision) });
  })
  .post("/union/claims/:id/reject", CLAIM, async (c) => {
    const fields = await readForm(c);
    const decide = async () => {
      const reason = fieldText(fields, "reason");
      return settled(c, parse(ClaimDecision, { decision: "reject", reason }));
    };
    return decideAndReturn(c, { outcome: "reject", fields, decide });
  });
