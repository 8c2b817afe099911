import type { FC } from "hono/jsx";
import type { MarkList } from "../../../../livestreams/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { MARKS } from "../../../text/livestreams/spoken-claims.ts";

/** Says how many marks wait for the officer, with the way to them; nothing if none waits. */
export const MarksLink: FC<{ counts: MarkList["counts"] }> = ({ counts }) =>
  counts.open > 0 ? (
    <Notice kind={counts.overdue > 0 ? "warning" : "waiting"}>
      <a href="/union/livestream-marks">{MARKS.count(counts)}</a>
    </Notice>
  ) : null;
