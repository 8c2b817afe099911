import type { Context } from "hono";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  ComplaintDecision,
  countComplaints,
  getManagedPosting,
  listComplaints,
  settleComplaint,
} from "../../../../postings/index.ts";
import { EMPTY_FORM } from "../../../components/forms.tsx";
import { cursorOf, fieldText, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { listAddress } from "../../../links/pages.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { COMPLAINTS } from "../../../text/public/complaints.ts";
import { type ComplaintsData, ComplaintsPage } from "./complaints-page.tsx";

const audience = "union" as const;
const PAGE = 20;
const REFERENCE = /^LP[0-9A-Z]{10}$/;

async function complaintsPage(c: Context<Env>, open: ComplaintsData["open"], status: 200 | 422 = 200) {
  const ctx = c.get("ctx");
  const cursor = cursorOf(c);
  const [{ items, nextCursor: next }, total] = await Promise.all([
    listComplaints(ctx, { cursor, limit: PAGE }),
    countComplaints(ctx),
  ]);
  const [outcome, reference] = [c.req.query("done"), c.req.query("reference") ?? ""];
  const known = (outcome === "upheld" || outcome === "unfounded") && REFERENCE.test(reference);
  const done = known ? COMPLAINTS.done[outcome](reference) : null;
  const before = c.req.query("before") ?? "";
  const asked = new URLSearchParams({ ...(cursor ? { cursor } : {}), ...(before ? { before } : {}) });
  const at = listAddress("/union/complaints", asked);
  const data = { items, total, next, at, done, open, now: ctx.clock.now() };
  return page(c, { title: COMPLAINTS.heading, audience, status }, (shell) => (
    <ComplaintsPage shell={shell} data={data} />
  ));
}

/** Pages of the officer: the complaints about postings, and their settlement. */
export const complaintPages = new Pages()
  .get("/union/complaints", OFFICER, (c) => {
    const id = c.req.query("decide");
    return complaintsPage(c, id ? { id, form: EMPTY_FORM } : null);
  })
  .post("/union/postings/:id/complaint", onRecord(OFFICER, "posting", "city"), async (c) => {
    const id = pathId(c);
    // Whoever may not decide on the posting gets the answer for a missing one, whatever the form says.
    await getManagedPosting(c.get("ctx"), id);
    const fields = await readForm(c);
    const complaintId = fieldText(fields, "complaintId");
    return submitForm(
      fields,
      async () => {
        const asked = {
          complaintId,
          outcome: fieldText(fields, "outcome"),
          note: fieldText(fields, "note"),
        };
        const decision = parse(ComplaintDecision, asked);
        const { reference } = await settleComplaint(c.get("ctx"), { id, ...decision });
        return c.redirect(`/union/complaints?done=${decision.outcome}&reference=${reference}`, 303);
      },
      (form) => complaintsPage(c, { id: complaintId, form }, 422),
    );
  });
