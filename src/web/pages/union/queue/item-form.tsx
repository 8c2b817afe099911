import type { Child, FC } from "hono/jsx";
import type { QueueItem } from "../../../../postings/index.ts";
import { Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";

/** An item of the queue. `cursor` is that of the page with the item; undefined for the first page. */
export type ItemProps = { shell: Shell; item: QueueItem; cursor: string | undefined };

/** A form that decides an item, with the item's place, to which the queue returns. */
export const ItemForm: FC<ItemProps & { action: string; children?: Child }> = ({
  shell,
  item,
  cursor,
  action,
  children,
}) => (
  <Form action={action} csrf={shell.csrf}>
    <input type="hidden" name="place" value={item.cursor} />
    {cursor ? <input type="hidden" name="cursor" value={cursor} /> : null}
    {children}
  </Form>
);
