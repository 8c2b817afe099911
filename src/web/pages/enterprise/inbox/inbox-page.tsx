import type { FC } from "hono/jsx";
import { type ReceivedApplication, STATUSES } from "../../../../applications/index.ts";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { ApplicationStatus } from "../../../components/application-status.tsx";
import { Empty, Pages as Pager } from "../../../components/blocks.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { INBOX, RECEIVED } from "../../../text/enterprise.ts";
import { formatDate } from "../../../text/format.ts";
import { SuspendedNotice } from "../suspended-section.tsx";

type ListData = {
  enterprise: EnterpriseView;
  items: ReceivedApplication[];
  counts: Record<(typeof STATUSES)[number], number>;
  names: CodeNames;
  status: string | null;
  next: string | null;
};

const sum = (counts: readonly number[]) => counts.reduce((all, n) => all + n, 0);

/** Received applications, filtered by status. */
export const InboxPage: FC<{ shell: Shell; data: ListData }> = ({ data }) => {
  const suspended = data.enterprise.management?.status === "suspended";
  return (
    <>
      <h1>{INBOX.heading}</h1>
      <SuspendedNotice enterprise={data.enterprise} short />
      <ul class="chips">
        {[null, ...STATUSES].map((status) => (
          <li>
            <a
              class="chip"
              href={status ? `/enterprise/applications?status=${status}` : "/enterprise/applications"}
              {...(status === data.status ? { "aria-current": "true" as const } : {})}
            >
              {status
                ? INBOX.count(RECEIVED[status], data.counts[status])
                : INBOX.count(INBOX.all, sum(Object.values(data.counts)))}
            </a>
          </li>
        ))}
      </ul>
      {data.items.length === 0 ? <Empty text={INBOX.empty} /> : null}
      <ul class="list">
        {data.items.map((application) => (
          <li class="card posting">
            <div class="head">
              <h2>
                <a class="title" href={`/enterprise/applications/${application.id}`}>
                  {application.card?.callName ?? INBOX.applicant} · {application.posting.title}
                </a>
              </h2>
              <ApplicationStatus status={application.status} words={RECEIVED} />
            </div>
            <p class="quiet">
              {application.card?.skills?.map((id) => data.names.occupation(id) ?? id).join("、") ??
                INBOX.cardEnded(suspended, application.status)}
            </p>
            {application.status === "sent" && application.answerDueAt && !suspended ? (
              <p class="small">{INBOX.due(formatDate(application.answerDueAt))}</p>
            ) : null}
          </li>
        ))}
      </ul>
      <Pager
        next={
          data.next
            ? `/enterprise/applications?cursor=${encodeURIComponent(data.next)}${data.status ? `&status=${data.status}` : ""}`
            : null
        }
        first={null}
      />
    </>
  );
};
