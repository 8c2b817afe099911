import type { FC } from "hono/jsx";
import type { HistoryEntry } from "../../../../history/index.ts";
import { Empty, Pages } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { HISTORY } from "../../../text/union/history.ts";
import { HistoryList } from "./history-section.tsx";

type Props = {
  shell: Shell;
  title: string;
  back: string;
  items: HistoryEntry[];
  /** Cursor of the next page. */
  next: string | null;
};

/** The history of one record, all of it by page. */
export const HistoryPage: FC<Props> = ({ shell, title, back, items, next }) => (
  <div class="narrow" id="history">
    <h1>{title}</h1>
    <p class="quiet">{HISTORY.lead}</p>
    {items.length === 0 ? <Empty text={HISTORY.empty} /> : <HistoryList items={items} />}
    <Pages shell={shell} next={next} />
    <p>
      <LinkButton href={back}>{HISTORY.back}</LinkButton>
    </p>
  </div>
);
