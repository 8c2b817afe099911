import type { Child, FC } from "hono/jsx";
import type { WorkItem } from "../../../../../worklist/index.ts";
import { Form } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { type QueueQuery, queryText } from "../queue-query.ts";

/** An item of the queue. `query` is that of the page with the item. */
export type ItemProps = { shell: Shell; item: WorkItem; query: QueueQuery };

/** The fields by which a decision returns to its page and place in the queue. */
export const ItemPlace: FC<Pick<ItemProps, "item" | "query">> = ({ item, query }) => (
  <>
    <input type="hidden" name="place" value={item.cursor} />
    <input type="hidden" name="desk" value={queryText(query).toString()} />
  </>
);

/** A form that decides an item, with the item's place, to which the queue returns. */
export const ItemForm: FC<ItemProps & { action: string; children?: Child }> = ({
  shell,
  item,
  query,
  action,
  children,
}) => (
  <Form action={action} csrf={shell.csrf}>
    <ItemPlace item={item} query={query} />
    {children}
  </Form>
);
