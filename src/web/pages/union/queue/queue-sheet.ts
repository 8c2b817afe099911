import type { Context } from "hono";
import { listSheet } from "../../../../platform/http/answers/list-sheet.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { listWork } from "../../../../worklist/index.ts";
import { namesFor } from "../../../code-names.ts";
import { LIST } from "../../../text/common.ts";
import { formatReference, formatTimeInFull } from "../../../text/format.ts";
import { QUEUE } from "../../../text/union/pages.ts";
import { WORK, WORK_KIND } from "../../../text/union/worklist.ts";
import { filterOf, queueQueryOf } from "./queue-query.ts";

/** Answers with the items that the address selects, as a file. */
export async function queueSheet(c: Context<Env>, format: "csv" | "xlsx"): Promise<Response> {
  const ctx = c.get("ctx");
  const filter = filterOf(queueQueryOf(c));
  const names = await namesFor(ctx);
  return listSheet({
    name: QUEUE.heading,
    format,
    cut: LIST.cut,
    head: Object.values(WORK.sheet),
    list: (asked) => listWork(ctx, { ...filter, ...asked }),
    row: (item) => [
      formatReference(item.id),
      WORK_KIND[item.kind],
      item.title,
      item.employer?.name ?? "",
      names.division(item.county) ?? "",
      formatTimeInFull(item.since),
      formatTimeInFull(item.dueAt),
      item.overdue ? WORK.overdue : "",
      item.marked ? WORK.flagged : "",
      item.owner?.label ?? "",
    ],
  });
}
