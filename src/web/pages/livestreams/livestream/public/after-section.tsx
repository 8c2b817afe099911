import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import { formatSpan } from "../../../../text/format.ts";
import { LIVESTREAMS } from "../../../../text/livestreams/livestream.ts";
import { WATCH } from "../../../../text/livestreams/watch.ts";

/** The ways on from a livestream that is over. The page hides it, and its script shows it at the end. */
export const After: FC<{
  coming: readonly LivestreamView[];
  hidden: boolean;
  /** Address of the postings; by default they are on the same page. */
  postings?: string;
}> = ({ coming, hidden, postings: list = "#postings" }) => (
  <section class="card stack" data-after hidden={hidden}>
    <h2>{WATCH.afterTitle}</h2>
    {coming.length > 0 ? (
      <ul class="list">
        {coming.map(({ id, title, startsAt, endsAt, postings }) => (
          <li>
            <a href={`/livestreams/${id}`}>{title}</a>
            <br />
            <span class="quiet small">
              {formatSpan(startsAt, endsAt)} · {LIVESTREAMS.count(postings)}
            </span>
          </li>
        ))}
      </ul>
    ) : null}
    <p class="row">
      <LinkButton href={list} kind="primary">
        {WATCH.afterPostings}
      </LinkButton>
      <LinkButton href="/livestreams">{WATCH.afterLivestreams}</LinkButton>
    </p>
  </section>
);
