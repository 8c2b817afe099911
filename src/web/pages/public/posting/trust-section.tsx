import type { FC } from "hono/jsx";
import type { Outcomes } from "../../../../applications/index.ts";
import type { HomeNode } from "../../../../federation/index.ts";
import type { PostingView } from "../../../../postings/index.ts";
import { Facts } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { formatTime } from "../../../text/format.ts";
import { COMPLAIN } from "../../../text/public/complaints.ts";
import { POSTING } from "../../../text/public/pages.ts";
import { TRUST } from "../../../text/public/trust.ts";

type TrustData = { posting: PostingView; home: HomeNode | null; outcomes: Outcomes | null };

/**
 * Says where a posting comes from, who reviewed it and when, when it was last confirmed, and how it is
 * answered.
 */
export const Trust: FC<TrustData> = ({ posting, home, outcomes }) => (
  <section class="card">
    <h2>{TRUST.heading}</h2>
    <Facts
      items={[
        ...(posting.repostFrom ? [{ term: POSTING.source, value: posting.repostFrom }] : []),
        ...(home ? [{ term: POSTING.home, value: home.cityName }] : []),
        { term: POSTING.verifier, value: posting.verifier },
        { term: TRUST.reviewed, value: formatTime(posting.publishedAt) },
        ...(posting.confirmedAt
          ? [{ term: POSTING.confirmedOn, value: formatTime(posting.confirmedAt) }]
          : []),
        ...(outcomes
          ? [{ term: TRUST.outcomes, value: TRUST.counts(outcomes.applied, outcomes.answered) }]
          : []),
      ]}
    />
    <p class="row">
      {posting.employer.verified ? (
        <LinkButton href={`/employers/${posting.employer.id}`}>{TRUST.employerPage}</LinkButton>
      ) : null}
      {home ? null : <LinkButton href={`/postings/${posting.id}/report`}>{COMPLAIN.link}</LinkButton>}
      {home?.url ? (
        <LinkButton href={`${home.url}/postings/${posting.id}/report`}>
          {COMPLAIN.linkAt(home.cityName)}
        </LinkButton>
      ) : null}
    </p>
    {home ? (
      <p class="quiet small">{home.url ? COMPLAIN.away(home.cityName) : COMPLAIN.byPhone(home.cityName)}</p>
    ) : null}
  </section>
);
