import type { FC } from "hono/jsx";
import type { ReceivedApplication } from "../../../../../applications/index.ts";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { ApplicationStatus } from "../../../../components/application-status.tsx";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import { INBOX, RECEIVED } from "../../../../text/enterprise.ts";
import { formatDate } from "../../../../text/format.ts";
import { ENTERPRISE_LIVESTREAMS as TEXT } from "../../../../text/livestreams/livestream-enterprise.ts";

type ApplicantsData = {
  path: string;
  livestream: LivestreamView;
  items: readonly ReceivedApplication[];
  names: CodeNames;
  suspended: boolean;
  next: string | null;
  first: boolean;
};

/** The applications for an enterprise's postings that came by a livestream. */
export const ApplicantsPage: FC<{ data: ApplicantsData }> = ({ data }) => {
  const { path, livestream, items, names, suspended, next, first } = data;
  return (
    <>
      <h1>{TEXT.applicants}</h1>
      <p>
        <a href={`/livestreams/${livestream.id}`}>{livestream.title}</a>
      </p>
      {items.length === 0 ? <Empty text={INBOX.empty} /> : null}
      <ul class="list">
        {items.map(({ id, card, posting, status, answerDueAt }) => (
          <li class="card posting">
            <div class="head">
              <h2>
                <a class="title" href={`/enterprise/applications/${id}`}>
                  {card?.callName ?? INBOX.applicant} · {posting.title}
                </a>
              </h2>
              <ApplicationStatus status={status} words={RECEIVED} />
            </div>
            <p class="quiet">
              {card?.skills?.map((skill) => names.occupation(skill) ?? skill).join("、") ??
                INBOX.cardEnded(suspended, status)}
            </p>
            {status === "sent" && answerDueAt && !suspended ? (
              <p class="small">{INBOX.due(formatDate(answerDueAt))}</p>
            ) : null}
          </li>
        ))}
      </ul>
      <Pages next={next ? `${path}&cursor=${encodeURIComponent(next)}` : null} first={first ? null : path} />
      <p>
        <a href="/enterprise/livestreams">{TEXT.back}</a>
      </p>
    </>
  );
};
