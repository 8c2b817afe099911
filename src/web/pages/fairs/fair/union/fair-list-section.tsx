import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { FairLine } from "../../../../components/fairs.tsx";

/** The lists of fairs that have pages of their own. */
export const FAIR_LISTS = ["hosted", "coming", "past"] as const;
export type FairListName = (typeof FAIR_LISTS)[number];

/** Fairs as a list; each leads to its dashboard. */
export const FairLines: FC<{ fairs: readonly FairView[] }> = ({ fairs }) => (
  <ul class="list">
    {fairs.map((fair) => (
      <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
    ))}
  </ul>
);
