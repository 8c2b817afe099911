import type { FC } from "hono/jsx";
import type { ManagedPosting } from "../../../../../postings/index.ts";
import { HISTORY } from "../../../../text/union/history.ts";
import { WORK } from "../../../../text/union/worklist.ts";
import { Approve } from "./approve-section.tsx";
import { Evidence } from "./evidence-section.tsx";
import { ItemPlace, type ItemProps } from "./item-form.tsx";
import { Return } from "./return-section.tsx";

/** A posting to approve or to return, with its evidence. */
export const PostingItem: FC<ItemProps & { posting: ManagedPosting }> = ({ posting, ...props }) => (
  <>
    <Evidence posting={posting} />
    <Approve
      shell={props.shell}
      posting={posting}
      place={<ItemPlace item={props.item} query={props.query} />}
    >
      <a class="button" href={`/union/postings/${props.item.id}`}>
        {WORK.whole}
      </a>
      <a class="button" href={`/union/postings/${props.item.id}/history`} data-history>
        {HISTORY.link}
      </a>
    </Approve>
    <Return shell={props.shell} posting={posting}>
      <ItemPlace item={props.item} query={props.query} />
    </Return>
  </>
);
