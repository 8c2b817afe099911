import type { Context } from "hono";
import { ClaimDecision, decideClaim } from "../../../../enterprises/index.ts";
import { registrationsToRecommend } from "../../../../fairs/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { requireAccount } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  approvePosting,
  ReviewInput,
  returnPosting,
  reviewItems,
  undoApproval,
} from "../../../../postings/index.ts";
import { countWork, listColleagues, listWork, type WorkItem } from "../../../../worklist/index.ts";
import { namesFor } from "../../../code-names.ts";
import { fieldRev, fieldText, fieldTexts, parse, pathId, readForm } from "../../../forms.ts";
import { staffPath } from "../../../links/staff.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord, UNION } from "../../../policies.ts";
import { QUEUE } from "../../../text/union/pages.ts";
import { type Decided, decideAndReturn } from "./decision.ts";
import { doneOf, ownerDone } from "./done.ts";
import { QueuePage } from "./queue-page.tsx";
import { filterOf, PAGE, type QueueQuery, queueQueryOf } from "./queue-query.ts";

const POSTING = onRecord(OFFICER, "posting", "city");
const CLAIM = onRecord(OFFICER, "claim", "city");
const audience = "union" as const;

/**
 * Returns the ids of the items that the queue may open, the best first: the one that the query names, and
 * the first one after the decided item. Empty to open the first item.
 */
async function currentOf(c: Context<Env>, query: QueueQuery): Promise<string[]> {
  const { done, posting, place, item } = c.req.query();
  const named = item ?? (done === "undo" ? posting : undefined);
  if (!place) return named ? [named] : [];
  const { items } = await listWork(c.get("ctx"), { ...filterOf(query), cursor: place, limit: 1 });
  return [...(named ? [named] : []), items[0]?.id ?? ""];
}

/** Decides the claim that the path names. */
async function settled(c: Context<Env>, decision: ClaimDecision): Promise<Decided> {
  const { enterpriseId } = await decideClaim(c.get("ctx"), { claimId: pathId(c), ...decision });
  return { enterprise: enterpriseId };
}

/** Loads a page of the list. A place beyond the end is the first page. */
async function loadPage(c: Context<Env>, query: QueueQuery) {
  const ctx = c.get("ctx");
  const listed = await listWork(ctx, { ...filterOf(query), cursor: query.cursor, limit: PAGE });
  if (listed.items.length > 0 || !query.cursor) return { ...listed, query };
  const first = filterOf(query);
  return { ...(await listWork(ctx, { ...first, limit: PAGE })), query: first };
}

const idsOf = (items: readonly WorkItem[], ...kinds: WorkItem["kind"][]) =>
  items.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);

/** The list of all that waits for an officer, and the decisions on postings and claims. */
export const queuePages = new Pages()
  .get("/union", UNION, async (c) => {
    const ctx = c.get("ctx");
    // An administrator without an office has no queue, and works with the people of the unions.
    const { offices } = requireAccount(ctx.actor);
    if (offices.length === 0) return c.redirect(staffPath({ kind: "administrator" }), 303);
    const asked = queueQueryOf(c);
    const [listed, counts, done, current, colleagues, names] = await Promise.all([
      loadPage(c, asked),
      countWork(ctx, filterOf(asked)),
      doneOf(ctx, c.req.query()),
      currentOf(c, asked),
      listColleagues(ctx),
      namesFor(ctx),
    ]);
    const { items } = listed;
    const [reviews, registrations] = await Promise.all([
      reviewItems(ctx, idsOf(items, "posting", "claim", "enterprise")),
      registrationsToRecommend(ctx, idsOf(items, "recommendation")),
    ]);
    const found = current.map((one) => items.find(({ id }) => id === one)).find(Boolean);
    const opened = current.length === 0 ? null : (found ?? items.at(-1) ?? null);
    const data = {
      ...listed,
      counts,
      reviews,
      registrations,
      colleagues,
      names,
      now: ctx.clock.now(),
      done: done ?? ownerDone(c.req.query(), found ?? null, colleagues),
      current: opened,
    };
    return page(c, { title: QUEUE.title, audience }, (shell) => <QueuePage shell={shell} data={data} />);
  })
  .post("/union/reviews/:id/approve", POSTING, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    const decide = async () => {
      const wordingReason = fieldText(fields, "wordingReason");
      const input = parse(ReviewInput, {
        decision: "approve",
        ...(wordingReason ? { wordingReason } : {}),
        ...fieldRev(fields),
      });
      if (input.decision !== "approve") throw new AppError("INVALID_INPUT");
      const { rev } = await approvePosting(c.get("ctx"), { ...input, id });
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
