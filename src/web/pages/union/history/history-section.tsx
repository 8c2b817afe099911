import type { FC } from "hono/jsx";
import type { HistoryEntry } from "../../../../history/index.ts";
import { formatTime } from "../../../text/format.ts";
import { ACT, detailTexts, HISTORY, partyText } from "../../../text/union/history.ts";
import { EDITOR_LABELS } from "../../editor/posting-form.tsx";

export type HistoryData = {
  items: HistoryEntry[];
  /** Address of the page with all acts; null if `items` has all. */
  all: string | null;
};

/** Acts that are shown before the fold. */
const OPEN = 5;

const labelsOf = (action: string): Record<string, string> =>
  action.startsWith("posting.") ? EDITOR_LABELS : {};

/** The acts of a history, each with party, time and reason. */
export const HistoryList: FC<{ items: readonly HistoryEntry[] }> = ({ items }) => (
  <ol class="timeline">
    {items.map((entry) => (
      <li>
        <b>{HISTORY.did(partyText(entry), ACT[entry.action] ?? HISTORY.otherAct)}</b>
        <div class="quiet small">{formatTime(entry.at)}</div>
        {detailTexts(entry, labelsOf(entry.action)).map((text) => (
          <div>{text}</div>
        ))}
      </li>
    ))}
  </ol>
);

/** The history of a record on its page: the newest acts, the rest folded, and a link to all. */
export const History: FC<{ data: HistoryData }> = ({ data: { items, all } }) => (
  <section id="history" class="history" data-history tabindex={-1}>
    <h2>{HISTORY.heading}</h2>
    {items.length === 0 ? <p class="quiet">{HISTORY.empty}</p> : null}
    <HistoryList items={items.slice(0, OPEN)} />
    {items.length > OPEN ? (
      <details class="sheet">
        <summary>{HISTORY.earlier(items.length - OPEN)}</summary>
        <HistoryList items={items.slice(OPEN)} />
      </details>
    ) : null}
    {all ? (
      <p>
        <a class="button" href={all}>
          {HISTORY.all}
        </a>
      </p>
    ) : null}
  </section>
);
