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
  return <Status kind={KIND[status]}>{POSTING_STATUS[status]}</Status>;
};

export const missingText = (posting: ManagedPosting) =>
  posting.missing.length > 0
    ? POSTINGS.missing(posting.missing.map((element) => ELEMENT[element]).join("、"))
    : "";
