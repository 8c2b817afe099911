import type { FC } from "hono/jsx";
import type { ManagedPosting } from "../../../postings/index.ts";
import { REASON } from "../../text/union/pages.ts";

/** Shows why a union returned a posting: the reasons in words, each with the officer's note. */
export const ReturnReasons: FC<{ posting: ManagedPosting }> = ({ posting }) => (
  <ul>
    {posting.returnReasons?.map(({ code, note }) => (
      <li>
        {REASON[code as keyof typeof REASON] ?? code}
        {note ? `：${note}` : ""}
      </li>
    ))}
  </ul>
);
