import type { FC } from "hono/jsx";
import type { Exhibitor } from "../../../../fairs/index.ts";
import { CountedChips } from "../../../components/blocks.tsx";
import { FAIR_DAY } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { type ExhibitorPage, titlesOf } from "./visit.ts";

const TITLES_SHOWN = 2;

type BoothsProps = {
  fairId: string;
  items: readonly Exhibitor[];
  /** The trades whose postings are named first. */
  trades?: readonly string[];
  /** True if the list has booths of several halls. */
  halls?: boolean;
};

/** A list of booths: code, enterprise, postings. A row leads to the exhibitor's page. */
export const Booths: FC<BoothsProps> = ({ fairId, items, trades = [], halls = false }) => (
  <ul class="booths">
    {items.map((one) => (
      <li>
        <a href={`/fairs/${fairId}/stands/${one.registrationId}`}>
          <b class="booth-code">{one.boothCode}</b>
          <span>
            <b>{one.name}</b>
            <span class="quiet small">
              {halls ? `${one.venueName} · ` : ""}
              {FAIR_DAY.offers(titlesOf(one, trades).slice(0, TITLES_SHOWN), one.postings.length)}
            </span>
          </span>
        </a>
      </li>
    ))}
  </ul>
);

type HallTabsProps = {
  page: ExhibitorPage;
  current: string | null;
  hrefOf: (venue: string) => string;
  all: { href: string; current: boolean };
};

/** Links to the halls, each with the number of its enterprises. A fair with one hall has none. */
export const HallTabs: FC<HallTabsProps> = ({ page, current, hrefOf, all }) => {
  const halls = page.choices.filter(({ kind }) => kind === "venue");
  return halls.length < 2 ? null : (
    <CountedChips
      all={{ ...all, text: PUBLIC_FAIR.all }}
      parts={halls.map(({ value, name, count }) => ({
        href: hrefOf(value),
        text: name,
        n: count,
        current: value === current,
      }))}
    />
  );
};
