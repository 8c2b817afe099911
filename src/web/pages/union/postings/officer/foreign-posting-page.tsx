import type { FC } from "hono/jsx";
import type { PostingView } from "../../../../../postings/index.ts";
import { Facts, Notice } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { formatDate, formatPayInFull } from "../../../../text/format.ts";
import { POSTING } from "../../../../text/public/pages.ts";
import { POSTING_REVIEW } from "../../../../text/union/posting-review.ts";

type ForeignData = {
  posting: PostingView;
  /** Name of the union that decides on the posting. */
  union: string;
  /** Address of that union's node; null if it is this one. */
  url: string | null;
};

/** A posting of another city: what it says, and who decides on it. */
export const ForeignPostingPage: FC<ForeignData> = ({ posting, union, url }) => (
  <div class="narrow">
    <h1>{posting.title}</h1>
    <Notice kind="info">
      <b>{POSTING_REVIEW.foreign(union)}</b>
      <p>{POSTING_REVIEW.foreignHint(union)}</p>
      {url ? <a href={url}>{url}</a> : null}
    </Notice>
    <Facts
      items={[
        { term: POSTING_REVIEW.employer, value: posting.employer.name },
        { term: POSTING.pay, value: formatPayInFull(posting.pay) },
        { term: POSTING.place, value: posting.placeText },
        {
          term: POSTING.validThrough,
          value: posting.validThrough ? formatDate(posting.validThrough) : null,
        },
      ]}
    />
    <LinkButton href={`/postings/${posting.id}`}>{POSTING_REVIEW.seePublic}</LinkButton>
  </div>
);
