import type { FC } from "hono/jsx";
import type { ReceivedApplication } from "../../../../../applications/index.ts";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import { INBOX } from "../../../../text/enterprise/inbox.ts";
import { ENTERPRISE_LIVESTREAMS as TEXT } from "../../../../text/livestreams/livestream-enterprise.ts";
import { ApplicationLine } from "../../../enterprise/inbox/application-line-section.tsx";

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
        {items.map((application) => (
          <ApplicationLine
            application={application}
            name={application.card?.callName ?? INBOX.applicant}
            names={names}
            suspended={suspended}
          />
        ))}
      </ul>
      <Pages next={next ? `${path}&cursor=${encodeURIComponent(next)}` : null} first={first ? null : path} />
      <p>
        <a href="/enterprise/livestreams">{TEXT.back}</a>
      </p>
    </>
  );
};
