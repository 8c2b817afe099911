import type { Context } from "hono";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  ComplaintDecision,
  countComplaintsByState,
  getManagedPosting,
  listComplaints,
  settleComplaint,
} from "../../../../postings/index.ts";
import { EMPTY_FORM } from "../../../components/forms.tsx";
import { fieldText, localPath, parse, pathId, readForm, submitForm } from "../../../forms.ts";
import { listAddress } from "../../../links/pages.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { COMPLAINTS } from "../../../text/public/complaints.ts";
import { type ComplaintsData, ComplaintsPage } from "./complaints-page.tsx";
import { COMPLAINTS_PATH, complaintsSheet, readQuery } from "./complaints-query.ts";

const audience = "union" as const;
const PAGE = 20;
const REFERENCE = /^LP[0-9A-Z]{10}$/;
/** Parameters of the address that belong to the list, and not to a decision. */
const OF_LIST = ["state", "q", "cursor", "before"];

/** Returns the address of the list in a query or a form's address, without what belongs to a decision. */
function listAt(query: URLSearchParams): string {
  const kept = [...query].filter(([name, value]) => OF_LIST.includes(name) && value);
  return listAddress(COMPLAINTS_PATH, new URLSearchParams(kept));
}

/** Shows the list at an address. `open` is the complaint whose form is shown. */
async function complaintsPage(
  c: Context<Env>,
  { at, open, status = 200 }: { at: string; open: ComplaintsData["open"]; status?: 200 | 422 },
) {
  const ctx = c.get("ctx");
  const query = new URL(at, "http://localhost").searchParams;
  const part = readQuery((name) => query.get(name) ?? undefined);
  const cursor = query.get("cursor") ?? undefined;
  const [{ items, nextCursor: next }, counts] = await Promise.all([
    listComplaints(ctx, { ...part, cursor, limit: PAGE }),
    countComplaintsByState(ctx, part),
  ]);
  const [outcome, reference] = [c.req.query("done"), c.req.query("reference") ?? ""];
  const known = (outcome === "upheld" || outcome === "unfounded") && REFERENCE.test(reference);
  const done = known ? COMPLAINTS.done[outcome](reference) : null;
  const data = { ...part, items, counts, next, at, done, open, now: ctx.clock.now() };
  return page(c, { title: COMPLAINTS.heading, audience, status }, (shell) => (
    <ComplaintsPage shell={shell} data={data} />
  ));
}

/** Pages of the officer: the complaints about postings, and their settlement. */
export const complaintPages = new Pages()
  .get(COMPLAINTS_PATH, OFFICER, (c) => {
    const id = c.req.query("decide");
    const at = listAt(new URL(c.req.url).searchParams);
    return complaintsPage(c, { at, open: id ? { id, form: EMPTY_FORM } : null });
  })
  .get(`${COMPLAINTS_PATH}.csv`, OFFICER, (c) => complaintsSheet(c, "csv"))
  .get(`${COMPLAINTS_PATH}.xlsx`, OFFICER, (c) => complaintsSheet(c, "xlsx"))
  .post("/union/postings/:id/complaint", onRecord(OFFICER, "posting", "city"), async (c) => {
    const id = pathId(c);
    // Whoever may not decide on the posting gets the answer for a missing one, whatever the form says.
    await getManagedPosting(c.get("ctx"), id);
    const fields = await readForm(c);
    const complaintId = fieldText(fields, "complaintId");
    const asked = localPath(fieldText(fields, "list"), COMPLAINTS_PATH);
    const at = listAt(new URL(asked, "http://localhost").searchParams);
    return submitForm(
      fields,
      async () => {
        const decision = parse(ComplaintDecision, {
          complaintId,
          outcome: fieldText(fields, "outcome"),
          note: fieldText(fields, "note"),
        });
        const { reference } = await settleComplaint(c.get("ctx"), { id, ...decision });
        const query = new URL(at, "http://localhost").searchParams;
        query.set("done", decision.outcome);
        query.set("reference", reference);
        return c.redirect(listAddress(COMPLAINTS_PATH, query), 303);
      },
      (form) => complaintsPage(c, { at, open: { id: complaintId, form }, status: 422 }),
    );
  });
