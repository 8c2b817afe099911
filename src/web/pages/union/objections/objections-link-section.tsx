import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { VIOLATIONS } from "../../../text/union/violations.ts";

/** Says how many objections wait for the officer, with the way to them; nothing if none waits. */
export const ObjectionsLink: FC<{ n: number }> = ({ n }) =>
  n > 0 ? (
    <Notice kind="waiting">
      <a href="/union/objections">{VIOLATIONS.count(n)}</a>
    </Notice>
  ) : null;
