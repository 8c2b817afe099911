import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { COMPLAINTS } from "../../../text/public/complaints.ts";
import { VIOLATIONS } from "../../../text/union/violations.ts";

/**
 * Says how many objections and complaints wait for the officer, with the way to them; nothing if none waits.
 */
export const ObjectionsLink: FC<{ n: number; complaints: number }> = ({ n, complaints }) => (
  <>
    {n > 0 ? (
      <Notice kind="waiting">
        <a href="/union/objections">{VIOLATIONS.count(n)}</a>
      </Notice>
    ) : null}
    {complaints > 0 ? (
      <Notice kind="waiting">
        <a href="/union/complaints">{COMPLAINTS.count(complaints)}</a>
      </Notice>
    ) : null}
  </>
);
