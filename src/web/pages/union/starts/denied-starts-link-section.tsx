import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { DENIED_STARTS } from "../../../text/public/invitation.ts";

/** Says how many starts people deny, with the way to them; nothing if there is none. */
export const DeniedStartsLink: FC<{ n: number }> = ({ n }) =>
  n > 0 ? (
    <Notice kind="waiting">
      <a href="/union/starts">{DENIED_STARTS.count(n)}</a>
    </Notice>
  ) : null;
