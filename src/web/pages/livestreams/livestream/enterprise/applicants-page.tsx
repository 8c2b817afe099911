import type { FC } from "hono/jsx";
import type { ReceivedApplication } from "../../../../../applications/index.ts";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { INBOX } from "../../../../text/enterprise/inbox.ts";
import { ENTERPRISE_LIVESTREAMS as TEXT } from "../../../../text/livestreams/livestream-enterprise.ts";
import { ApplicationLine } from "../../../enterprise/inbox/application-line-section.tsx";

type ApplicantsData = {
  livestream: LivestreamView;
  items: readonly ReceivedApplication[];
  names: CodeNames;
  suspended: boolean;
  next: string | null;
};

/** The applications for an enterprise's postings that came by a livestream. */
export const ApplicantsPage: FC<{ shell: Shell; data: ApplicantsData }> = ({ shell, data }) => {
  const { livestream, items, names, suspended, next } = data;
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
      <Pages shell={shell} next={next} />
      <p>
        <a href="/enterprise/livestreams">{TEXT.back}</a>
      </p>
    </>
  );
};
