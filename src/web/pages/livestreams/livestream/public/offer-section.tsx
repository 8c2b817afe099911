import type { FC } from "hono/jsx";
import type { PostingCard } from "../../../../../postings/index.ts";
import { LinkButton } from "../../../../components/forms.tsx";
import { type CodeNames, Pay, PostingPlace } from "../../../../components/posting.tsx";
import type { Shell } from "../../../../layout.tsx";
import { formatHeadcount } from "../../../../text/format.ts";
import { LIVESTREAM } from "../../../../text/livestreams/livestream.ts";

/** Returns the query by which an application counts for the livestream. */
const viaQuery = (channel: string | null) => (channel ? `?via=${channel}` : "");

/** Returns the path to apply for a posting of a livestream. */
export const applyAt = (id: string, channel: string | null): string =>
  `/postings/${id}/apply${viaQuery(channel)}`;

/** Returns the path of a posting, from whose page an application counts for the livestream too. */
export const postingAt = (id: string, channel: string | null): string =>
  `/postings/${id}${viaQuery(channel)}`;

/** A posting of the livestream, with the button to apply. */
export const Offer: FC<{ shell: Shell; card: PostingCard; names: CodeNames; channel: string | null }> = ({
  shell,
  card,
  names,
  channel,
}) => (
  <>
    <div class="row between">
      <h3>
        <a href={postingAt(card.id, channel)}>{card.title}</a>
      </h3>
      <Pay pay={card.pay} short />
    </div>
    <p>
      {card.employer.name} · <PostingPlace site={shell.site} names={names} posting={card} /> ·{" "}
      {formatHeadcount(card)}
    </p>
    <LinkButton href={applyAt(card.id, channel)} kind="primary">
      {LIVESTREAM.apply}
      <span class="sr"> {card.title}</span>
    </LinkButton>
  </>
);
