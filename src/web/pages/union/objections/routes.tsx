import { AppError } from "../../../../platform/core/errors.ts";
import { Pages } from "../../../../platform/http/index.ts";
import {
  closeForCause,
  countObjections,
  decideObjection,
  listObjections,
  ObjectionDecision,
  ViolationInput,
} from "../../../../postings/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { cursorOf, fieldText, parse, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER } from "../../../policies.ts";
import { VIOLATIONS } from "../../../text/union/violations.ts";
import { type PostingEditor, refusedBeside } from "../../editor/routes.tsx";
import { ObjectionsPage } from "./objections-page.tsx";

const audience = "union" as const;
const PAGE = 10;

/** Pages of the officer: close a posting for a violation, list objections, decide one. */
export const objectionPages = (editor: PostingEditor): Pages =>
  new Pages()
    .get("/union/objections", OFFICER, async (c) => {
      const ctx = c.get("ctx");
      const [{ items, nextCursor: next }, total] = await Promise.all([
        listObjections(ctx, { cursor: cursorOf(c), limit: PAGE }),
        countObjections(ctx),
      ]);
      const done = VIOLATIONS.decided[c.req.query("done") ?? ""] ?? null;
      return page(c, { title: VIOLATIONS.heading, audience }, (shell) => (
        <ObjectionsPage shell={shell} data={{ items, total, next, done }} />
      ));
    })
    .post(`${editor.base}/:id/violation`, editor.policy, async (c) => {
      const fields = await readForm(c);
      const id = pathId(c);
      try {
        const asked = { rule: fieldText(fields, "rule"), sentence: fieldText(fields, "sentence") };
        await closeForCause(c.get("ctx"), { id, ...parse(ViolationInput, asked) });
        return page(c, { title: VIOLATIONS.done, audience }, () => (
          <DonePage
            title={VIOLATIONS.done}
            next={VIOLATIONS.doneNext}
            back={{ href: editor.base, text: editor.heading }}
          />
        ));
      } catch (error) {
        return refusedBeside(c, editor, { id, error, fields });
      }
    })
    .post(`${editor.base}/:id/objection`, editor.policy, async (c) => {
      const fields = await readForm(c);
      const id = pathId(c);
      const to = (done: string) => c.redirect(`/union/objections?done=${done}`, 303);
      try {
        const asked = { outcome: fieldText(fields, "outcome"), note: fieldText(fields, "note") };
        const decision = parse(ObjectionDecision, asked);
        const { employer, expired } = await decideObjection(c.get("ctx"), { id, ...decision });
        if (decision.outcome === "returned" && expired) return to("expired");
        return to(
          decision.outcome === "returned" && employer.status === "suspended" ? "hidden" : decision.outcome,
        );
      } catch (error) {
        if (error instanceof AppError && error.code === "OBJECTION_STATE") return to("taken");
        return refusedBeside(c, editor, { id, error, fields });
      }
    });
