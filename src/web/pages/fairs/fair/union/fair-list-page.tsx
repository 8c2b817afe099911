import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { FairLines, type FairListName } from "./fair-list-section.tsx";

type ListData = { which: FairListName; items: FairView[]; next: string | null; first: boolean };

/** One of the lists, page by page. */
export const FairListPage: FC<{ data: ListData }> = ({ data: { which, items, next, first } }) => {
  const path = `/union/fairs?show=${which}`;
  return (
    <>
      <h1>{UNION_FAIRS.lists[which]}</h1>
      <p>
        <LinkButton kind="plain" href="/union/fairs">
          {UNION_FAIRS.heading}
        </LinkButton>
      </p>
      {items.length === 0 ? <Empty text={UNION_FAIRS.noneListed} /> : null}
      <FairLines fairs={items} />
      <Pages next={next ? `${path}&cursor=${encodeURIComponent(next)}` : null} first={first ? null : path} />
    </>
  );
};
