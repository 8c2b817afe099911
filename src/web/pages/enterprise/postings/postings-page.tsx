import type { FC } from "hono/jsx";
import type { EnterpriseView, OwnClaim } from "../../../../enterprises/index.ts";
import { MANAGED_STATUSES, type ManagedPosting, type ManagedStatus } from "../../../../postings/index.ts";
import { CountedChips, Empty, Pages as Pager } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { ENTERPRISE_POSTINGS } from "../../../text/enterprise/pages.ts";
import { formatDate, formatPayInFull } from "../../../text/format.ts";
import { POSTING_STATUS } from "../../../text/union/pages.ts";
import { ReturnReasons } from "../../editor/return-reasons-section.tsx";
import { missingText, PostingState } from "../../union/postings/posting-state-section.tsx";
import { Registrations } from "../registrations-section.tsx";
import { SuspendedNotice } from "../suspended-section.tsx";

type ListData = {
  enterprise: EnterpriseView;
  /** The person's claims that wait for a decision. */
  claims: OwnClaim[];
  items: ManagedPosting[];
  counts: Record<ManagedStatus, number>;
  status: string | null;
  next: string | null;
};

/** The enterprise's postings, newest first, filtered by status, with the number of each status. */
export const EnterprisePostingsPage: FC<{ shell: Shell; data: ListData }> = ({ shell, data }) => (
  <>
    <h1>{ENTERPRISE_POSTINGS.heading}</h1>
    <SuspendedNotice enterprise={data.enterprise} short />
    <Registrations enterprises={[data.enterprise]} claims={data.claims} />
    {data.enterprise.management?.status === "suspended" ? null : (
      <p>
        <LinkButton href="/enterprise/postings/new" kind="primary">
          {ENTERPRISE_POSTINGS.add}
        </LinkButton>
      </p>
    )}
    <CountedChips
      all={{ href: "/enterprise/postings", text: ENTERPRISE_POSTINGS.all, current: data.status === null }}
      parts={MANAGED_STATUSES.map((status) => ({
        href: `/enterprise/postings?status=${status}`,
        text: POSTING_STATUS[status],
        n: data.counts[status],
        current: status === data.status,
      }))}
    />
    {data.items.length === 0 ? <Empty text={ENTERPRISE_POSTINGS.empty} /> : null}
    <ul class="list">
      {data.items.map((posting) => (
        <li class="card posting">
          <div class="head">
            <h2>
              <a class="title" href={`/enterprise/postings/${posting.id}`}>
                {posting.title}
              </a>
            </h2>
            <PostingState posting={posting} />
          </div>
          <p class="quiet">
            {formatPayInFull(posting.pay)}
            {posting.validThrough
              ? ` · ${ENTERPRISE_POSTINGS.expires(formatDate(posting.validThrough))}`
              : ""}
          </p>
          {posting.returnReasons?.length ? (
            <div class="error">
              <p>{ENTERPRISE_POSTINGS.returned}</p>
              <ReturnReasons posting={posting} />
            </div>
          ) : null}
          {missingText(posting) ? <p class="small">{missingText(posting)}</p> : null}
        </li>
      ))}
    </ul>
    <Pager shell={shell} next={data.next} />
  </>
);
