import type { FC } from "hono/jsx";
import type { ManagedPosting } from "../../../../../postings/index.ts";
import { Button } from "../../../../components/forms.tsx";
import { HISTORY } from "../../../../text/union/history.ts";
import { QUEUE } from "../../../../text/union/pages.ts";
import { WORK } from "../../../../text/union/worklist.ts";
import { Evidence } from "./evidence-section.tsx";
import { ItemForm, ItemPlace, type ItemProps } from "./item-form.tsx";
import { Return } from "./return-section.tsx";

/** A posting to approve or to return, with its evidence. */
export const PostingItem: FC<ItemProps & { posting: ManagedPosting }> = ({ posting, ...props }) => (
  <>
    <Evidence posting={posting} />
    <ItemForm {...props} action={`/union/reviews/${props.item.id}/approve`}>
      <input type="hidden" name="ifRev" value={String(posting.rev)} />
      <p class="row">
        <Button kind="primary" hook="approve">
          {QUEUE.approve}
        </Button>
        <a class="button" href={`/union/postings/${props.item.id}`}>
          {WORK.whole}
        </a>
        <a class="button" href={`/union/postings/${props.item.id}/history`} data-history>
          {HISTORY.link}
        </a>
      </p>
    </ItemForm>
    <Return shell={props.shell} id={props.item.id} rev={posting.rev}>
      <ItemPlace item={props.item} query={props.query} />
    </Return>
  </>
);
