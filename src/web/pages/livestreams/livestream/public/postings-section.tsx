import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { Button } from "../../../../components/forms.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { LIVESTREAM } from "../../../../text/livestreams/livestream.ts";
import { WATCH } from "../../../../text/livestreams/watch.ts";
import { Offer } from "./offer-section.tsx";
import type { ShownPostings } from "./shown-postings.ts";

/** A list of more postings can be searched. */
const LONG = 8;
const Q_MAX = 30;

export type PostingsData = {
  livestream: Pick<LivestreamView, "id" | "channel">;
  names: CodeNames;
  shown: ShownPostings;
};

/** Returns the path of a page of the list. */
export const postingsAt = (id: string, { q, next }: Pick<ShownPostings, "q" | "next">): string => {
  const query = new URLSearchParams({ ...(q && { q }), ...(next && { cursor: next }) });
  return `/livestreams/${id}/postings${query.size > 0 ? `?${query}` : ""}`;
};

/** The words to search for in a long list. */
const Search: FC<{ id: string; q: string }> = ({ id, q }) => (
  <form method="get" action={`/livestreams/${id}/postings`} data-search>
    <label for="q">{WATCH.search}</label>
    <div class="search">
      <input id="q" name="q" type="search" value={q} maxlength={Q_MAX} placeholder={WATCH.searchHint} />
      <Button>{WATCH.find}</Button>
    </div>
  </form>
);

/** Postings of the livestream in the order of its run sheet, each with the button to apply. */
export const Postings: FC<{ shell: Shell; data: PostingsData }> = ({
  shell,
  data: { livestream, names, shown },
}) => (
  <div class="stack">
    {shown.all > LONG ? <Search id={livestream.id} q={shown.q} /> : null}
    <div class="stack" data-list>
      {shown.q ? <p role="status">{WATCH.found(shown.q, shown.found)}</p> : null}
      {shown.all === 0 ? <Empty text={LIVESTREAM.noPostings} /> : null}
      <ul class="list">
        {shown.cards.map((card) => (
          <li class="card" data-posting={card.id}>
            <Offer shell={shell} card={card} names={names} channel={livestream.channel} />
          </li>
        ))}
      </ul>
      {shown.next ? (
        <p>
          <a href={postingsAt(livestream.id, shown)} data-more>
            {WATCH.more(shown.found)}
          </a>
        </p>
      ) : null}
    </div>
  </div>
);
