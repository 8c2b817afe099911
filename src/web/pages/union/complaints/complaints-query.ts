import type { Context } from "hono";
import { z } from "zod";
import { listSheet } from "../../../../platform/http/answers/list-sheet.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { COMPLAINT_STATES, type ComplaintState, listComplaints } from "../../../../postings/index.ts";
import { wordsOf } from "../../../links/pages.ts";
import { LIST } from "../../../text/common.ts";
import { formatTimeInFull } from "../../../text/format.ts";
import { COMPLAINT_REASON, COMPLAINTS } from "../../../text/public/complaints.ts";

export const COMPLAINTS_PATH = "/union/complaints";

/** The part of the list that an address asks for. Without a known state it is the complaints that wait. */
export type ComplaintsQuery = { state: ComplaintState | "all"; q: string | undefined };

/** Reads the filters from a query. An unknown value counts as none. */
export const readQuery = (query: (name: string) => string | undefined): ComplaintsQuery => ({
  state: z.enum([...COMPLAINT_STATES, "all"]).safeParse(query("state")).data ?? "waiting",
  q: wordsOf(query("q")),
});

/** Answers with the complaints that the address selects, as a file. */
export async function complaintsSheet(c: Context<Env>, format: "csv" | "xlsx"): Promise<Response> {
  const ctx = c.get("ctx");
  const part = readQuery((name) => c.req.query(name));
  return listSheet({
    name: COMPLAINTS.heading,
    format,
    cut: LIST.cut,
    head: Object.values(COMPLAINTS.sheet),
    list: (asked) => listComplaints(ctx, { ...part, ...asked }),
    row: ({ reference, createdAt, posting, employer, reason, words, settled }) => [
      reference,
      formatTimeInFull(createdAt),
      posting.title,
      employer.name,
      COMPLAINT_REASON[reason],
      words,
      COMPLAINTS.states[settled?.outcome ?? "waiting"],
      settled?.note ?? "",
      settled ? formatTimeInFull(settled.at) : "",
    ],
  });
}
