import type { FC } from "hono/jsx";
import type { EnterpriseView, OwnClaim } from "../../../../enterprises/index.ts";
import { MANAGED_STATUSES, type ManagedPosting, type ManagedStatus } from "../../../../postings/index.ts";
import { CountedChips, Empty, Pages as Pager } from "../../../components/blocks.tsx";
import { Button, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { DRAFTS } from "../../../text/enterprise/drafts.ts";
import { ENTERPRISE_POSTINGS } from "../../../text/enterprise/pages.ts";
import { formatDate, formatPayInFull } from "../../../text/format.ts";
import { POSTER } from "../../../text/public/poster.ts";
import { POSTING_STATUS } from "../../../text/union/pages.ts";
import { ReturnReasons } from "../../editor/return-reasons-section.tsx";
import { OWN_IMPORTS } from "../../union/imports/import-path.ts";
import { missingText, PostingState } from "../../union/postings/posting-state-section.tsx";
import { Registrations } from "../registrations-section.tsx";
import { SuspendedNotice } from "../suspended-section.tsx";
import { draftsPath } from "./drafts/drafts-query.ts";

type ListData = {
  enterprise: EnterpriseView;
  /** The person's claims that wait for a decision. */
  claims: OwnClaim[];
  /** Postings, each with the id of its form that copies it. */
  items: { posting: ManagedPosting; once: string }[];
  counts: Record<ManagedStatus, number>;
  status: string | null;
  next: string | null;
};

/** Returns the address of the list of one enterprise, by status. */
const listPath = ({ enterprise }: ListData, status: string | null): string =>
  `/enterprise/postings?enterprise=${enterprise.id}${status ? `&status=${status}` : ""}`;

/** True for a posting that can be the pattern of a new one. */
const isPattern = ({ status, closeReason, importId, sourceName, employer }: ManagedPosting): boolean =>
  (status === "published" || (status === "closed" && closeReason !== "violation")) &&
  (employer.status === "verified" || (importId === null && sourceName === null));

/** The enterprise's postings, newest first, filtered by status, with the number of each status. */
export const EnterprisePostingsPage: FC<{ shell: Shell; data: ListData }> = ({ shell, data }) => (
  <>
    <h1>{ENTERPRISE_POSTINGS.heading}</h1>
    <SuspendedNotice enterprise={data.enterprise} short />
    <Registrations enterprises={[data.enterprise]} claims={data.claims} />
    {data.enterprise.management?.status === "suspended" ? null : (
      <p class="row">
        <LinkButton href={`/enterprise/postings/new?enterprise=${data.enterprise.id}`} kind="primary">
          {ENTERPRISE_POSTINGS.add}
        </LinkButton>
        <LinkButton href={`${OWN_IMPORTS}?enterprise=${data.enterprise.id}`}>{DRAFTS.toSheet}</LinkButton>
        {data.counts.draft + data.counts.returned > 0 ? (
          <LinkButton href={draftsPath({ enterpriseId: data.enterprise.id })}>
            {DRAFTS.toDrafts(data.counts.draft + data.counts.returned)}
          </LinkButton>
        ) : null}
      </p>
    )}
    <CountedChips
      all={{ href: listPath(data, null), text: ENTERPRISE_POSTINGS.all, current: data.status === null }}
      parts={MANAGED_STATUSES.map((status) => ({
        href: listPath(data, status),
        text: POSTING_STATUS[status],
        n: data.counts[status],
        current: status === data.status,
      }))}
    />
    {data.items.length === 0 ? <Empty text={ENTERPRISE_POSTINGS.empty} /> : null}
    <ul class="list">
      {data.items.map(({ posting, once }) => (
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
            {[
              formatPayInFull(posting.pay),
              posting.validThrough ? ENTERPRISE_POSTINGS.expires(formatDate(posting.validThrough)) : "",
            ]
              .filter((text) => text && text !== COMMON.unknown)
              .join(" · ")}
          </p>
          {posting.returnReasons?.length ? (
            <div class="error">
              <p>{ENTERPRISE_POSTINGS.returned}</p>
              <ReturnReasons posting={posting} />
            </div>
          ) : null}
          {missingText(posting) ? <p class="small">{missingText(posting)}</p> : null}
          {isPattern(posting) && data.enterprise.management?.status !== "suspended" ? (
            <Form action={`/enterprise/postings/${posting.id}/copy`} csrf={shell.csrf}>
              <input type="hidden" name="once" value={once} />
              <p class="row">
                <Button>{DRAFTS.copy}</Button>
                {posting.status === "published" && !posting.expired ? (
                  <LinkButton href={`/postings/${posting.id}/poster`} kind="plain">
                    {POSTER.link}
                  </LinkButton>
                ) : null}
              </p>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
    <Pager shell={shell} next={data.next} />
  </>
);
