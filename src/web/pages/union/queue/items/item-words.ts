import type { WorkItem, WorkKind } from "../../../../../worklist/index.ts";
import { formatDeadline, formatTime } from "../../../../text/format.ts";
import { QUEUE } from "../../../../text/union/pages.ts";
import { WORK, WORK_KIND } from "../../../../text/union/worklist.ts";

/** Kinds that are about a file or a posting rather than about an enterprise. */
const TITLED: ReadonlySet<WorkKind> = new Set(["import", "objection", "complaint", "start"]);

/** Returns the heading of an item: the posting's title, or its kind and whom it is about. */
export function headingOf({ kind, title, employer }: WorkItem): string {
  if (kind === "posting") return title;
  if (kind === "claim") return `${QUEUE.claim}: ${employer?.name ?? ""}`;
  if (kind === "enterprise") return `${QUEUE.registration}: ${employer?.name ?? ""}`;
  const about = TITLED.has(kind) ? title : (employer?.name ?? title);
  return `${WORK_KIND[kind]}：${about}`;
}

/** Returns a short name of an item for what was done with it: 电焊工 · 兴城机械厂. */
export const nameOfItem = (item: WorkItem): string =>
  item.kind === "posting" && item.employer ? `${item.title} · ${item.employer.name}` : headingOf(item);

/** Returns where an item is decided that the queue does not decide itself; null for the others. */
export function placeToDecide(item: WorkItem): string | null {
  const at: Partial<Record<WorkKind, string>> = {
    booth: `/union/fairs/${item.contextId}/registrations?status=recommended`,
    waitlist: `/union/fairs/${item.contextId}/registrations?status=waitlisted`,
    import: item.contextId ? `/union/postings?status=draft&importId=${item.id}` : `/union/imports/${item.id}`,
    objection: `/union/postings/${item.id}#violation`,
    complaint: `/union/complaints#complaint-${item.id}`,
    start: "/union/starts",
    renewal: `/union/enterprises/${item.id}#verification`,
    mark: "/union/livestream-marks",
    mail: `/union/enterprises/${item.employer?.id}`,
  };
  return at[item.kind] ?? null;
}

/** Returns one line about an item that the queue does not decide itself. */
export function lineAbout(item: WorkItem): string {
  switch (item.kind) {
    case "recommendation":
      return WORK.recommendedFor(item.title);
    case "booth":
    case "waitlist":
      return WORK.fair(item.title);
    case "mark":
      return WORK.stream(item.title);
    case "import":
      return item.contextId ? WORK.drafts(item.n ?? 0) : WORK.staged(item.n ?? 0);
    case "renewal":
      return WORK.renewal;
    case "mail":
      return WORK.mail;
    default:
      return "";
  }
}

/** Returns when an item was due, or the deadline until which it is. */
export const dueText = ({ dueAt, overdue }: WorkItem): string =>
  overdue ? formatTime(dueAt) : formatDeadline(dueAt);
