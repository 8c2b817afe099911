import type { Context } from "hono";
import { listSheet } from "../../../../platform/http/answers/list-sheet.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { listManagedPostings } from "../../../../postings/index.ts";
import { namesFor } from "../../../code-names.ts";
import { LIST } from "../../../text/common.ts";
import { formatPayInFull, formatReference } from "../../../text/format.ts";
import { POSTING_STATUS, POSTINGS } from "../../../text/union/pages.ts";
import { missingText } from "./posting-state-section.tsx";
import { filterOf } from "./postings-query.ts";

/** Answers with the postings that the address selects, as a file. */
export async function postingsSheet(c: Context<Env>, format: "csv" | "xlsx"): Promise<Response> {
  const ctx = c.get("ctx");
  const filter = filterOf(c);
  const names = await namesFor(ctx);
  return listSheet({
    name: POSTINGS.heading,
    format,
    cut: LIST.cut,
    head: Object.values(POSTINGS.sheet),
    list: (asked) => listManagedPostings(ctx, { ...filter, ...asked }),
    row: (posting) => [
      formatReference(posting.id),
      posting.title,
      posting.employer.name,
      names.division(posting.county ?? posting.city) ?? "",
      formatPayInFull(posting.pay),
      posting.headcount ?? "",
      POSTING_STATUS[posting.expired ? "expired" : posting.status] ?? "",
      missingText(posting),
      posting.validThrough ?? "",
    ],
  });
}
