import type { Context } from "hono";
import { exportReceived } from "../../../../applications/index.ts";
import { sheetDownload } from "../../../../platform/http/answers/sheet-download.ts";
import type { Cell } from "../../../../platform/http/answers/sheets.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { INBOX, RECEIVED } from "../../../text/enterprise/inbox.ts";
import { formatDateInFull, formatTimeInFull } from "../../../text/format.ts";
import { filterOf, inboxQueryOf } from "./inbox-query.ts";

/** Returns the received applications as rows of a sheet; the first row is the header. */
async function sheetOf(c: Context<Env>): Promise<Cell[][]> {
  const ctx = c.get("ctx");
  const [received, names] = await Promise.all([
    exportReceived(ctx, filterOf(inboxQueryOf(c))),
    namesFor(ctx),
  ]);
  return [
    Object.values(INBOX.sheet),
    ...received.map(({ reference, card, posting, status, answerDueAt, createdAt, message }) => [
      reference,
      card?.callName ?? "",
      card?.phone ?? "",
      card?.skills?.map((id) => names.occupation(id) ?? id).join("、") ?? "",
      posting.title,
      RECEIVED[status],
      status === "sent" && answerDueAt ? formatDateInFull(answerDueAt) : "",
      formatTimeInFull(createdAt),
      message ?? "",
    ]),
  ];
}

/** Answers with the received applications that the address selects, as a file. */
export const inboxSheet = async (c: Context<Env>, format: "csv" | "xlsx"): Promise<Response> =>
  sheetDownload(await sheetOf(c), { name: INBOX.file, format });
