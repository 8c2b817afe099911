import type { FC } from "hono/jsx";
import type { Shell } from "../../../layout.tsx";
import { SCOREBOARD as TEXT } from "../../../text/union/scoreboard.ts";

type Partner = { city: string; name: string };
/** One page of a list about a partner city. */
export type Listed<Item> = {
  partner: Partner;
  items: readonly Item[];
  shell: Shell;
  /** Cursor of the next page; null on the last one. */
  next: string | null;
};

/** The way back, the title of the list and a sentence about it. */
export const ListSection: FC<{ partner: Partner; title: string; lead: string }> = ({
  partner,
  title,
  lead,
}) => (
  <>
    <p>
      <a href={`/union/federation/${partner.city}`}>{TEXT.back(partner.name)}</a>
    </p>
    <h1>{title}</h1>
    <p class="quiet">{lead}</p>
  </>
);
