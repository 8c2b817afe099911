import { ClaimDecision, decideClaim } from "../../../../enterprises/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { Pages } from "../../../../platform/http/index.ts";
import {
  approvePosting,
  countQueue,
  listReviewQueue,
  ReviewInput,
  returnPosting,
} from "../../../../postings/index.ts";
import { cursorOf, fieldRev, fieldText, fieldTexts, parse, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { QUEUE } from "../../../text/union.ts";
import { decideAndReturn } from "./decision.ts";
import { QueuePage } from "./queue-page.tsx";

const POSTING = onRecord(OFFICER, "posting", "city");
const CLAIM = onRecord(OFFICER, "claim", "city");
const audience = "union" as const;
const PAGE = 20;

/** The review queue: postings and claims that wait for a decision. */
export const queuePages = new Pages()
  .get("/union", OFFICER, async (c) => {
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
  .post("/union/reviews/:id/approve", POSTING, async (c) => {
    const rev = fieldRev(await readForm(c));
    return decideAndReturn(c, "approve", () => approvePosting(c.get("ctx"), { id: pathId(c), ...rev }));
  })
  .post("/union/reviews/:id/return", POSTING, async (c) => {
    const fields = await readForm(c);
    const note = fieldText(fields, "note");
    const input = parse(ReviewInput, {
      decision: "return",
      reasons: fieldTexts(fields, "reasons"),
      ...(note ? { note } : {}),
      ...fieldRev(fields),
    });
    if (input.decision !== "return") throw new AppError("INVALID_INPUT");
    const { reasons, ifRev } = input;
    return decideAndReturn(c, "return", () =>
      returnPosting(c.get("ctx"), { id: pathId(c), reasons, note: note || undefined, ifRev }),
    );
  })
  .post("/union/claims/:id/approve", CLAIM, async (c) => {
    const overrideUscc = fieldText(await readForm(c), "overrideUscc") === "1";
    const decision = parse(ClaimDecision, { decision: "approve", overrideUscc });
    return decideAndReturn(c, "approve", () =>
      decideClaim(c.get("ctx"), { claimId: pathId(c), ...decision }),
    );
  })
  .post("/union/claims/:id/reject", CLAIM, async (c) => {
    const decision = parse(ClaimDecision, {
      decision: "reject",
      reason: fieldText(await readForm(c), "reason"),
    });
    return decideAndReturn(c, "reject", () => decideClaim(c.get("ctx"), { claimId: pathId(c), ...decision }));
  });
