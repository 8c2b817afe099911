import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { FairLines, type FairListName } from "./fair-list-section.tsx";

type ListData = { which: FairListName; items: FairView[]; next: string | null };

/** One of the lists, page by page. */
export const FairListPage: FC<{ shell: Shell; data: ListData }> = ({
  shell,
  data: { which, items, next },
}) => (
  <>
    <h1>{UNION_FAIRS.lists[which]}</h1>
    <p>
      <LinkButton kind="plain" href="/union/fairs">
        {UNION_FAIRS.heading}
      </LinkButton>
    </p>
    {items.length === 0 ? <Empty text={UNION_FAIRS.noneListed} /> : null}
    <FairLines fairs={items} />
    <Pages shell={shell} next={next} />
  </>
);
