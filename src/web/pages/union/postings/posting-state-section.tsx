import type { FC } from "hono/jsx";
import type { ManagedPosting } from "../../../../postings/index.ts";
import { Status } from "../../../components/blocks.tsx";
import { ELEMENT, POSTING_STATUS, POSTINGS } from "../../../text/union/pages.ts";

const KIND = {
  draft: "plain",
  submitted: "waiting",
  published: "done",
  expired: "stopped",
  closed: "stopped",
} as const;

export const PostingState: FC<{ posting: ManagedPosting }> = ({ posting }) => {
  const status = posting.expired ? "expired" : posting.status;
  if (status === "published" && posting.employer.status === "suspended")
    return <Status kind="stopped">{POSTINGS.hidden}</Status>;
  if (status === "closed" && posting.closeReason === "violation")
    return <Status kind="stopped">{POSTINGS.violation}</Status>;
  return <Status kind={KIND[status]}>{POSTING_STATUS[status]}</Status>;
};

/** Returns what keeps a posting from being published: missing elements, and duties that nobody confirmed. */
export function missingText({ missing, dutiesSuggested, repost }: ManagedPosting): string {
  const lacking = missing.length > 0 ? [POSTINGS.missing(missing.map((one) => ELEMENT[one]).join("、"))] : [];
  return [...lacking, ...(dutiesSuggested && !repost ? [POSTINGS.unconfirmed] : [])].join("；");
}
