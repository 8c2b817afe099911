import type { FC } from "hono/jsx";
import type { PlacedMany } from "../../../../fairs/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { UNION_FAIRS } from "../../../text/fairs/fair-union.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";

/** The result of an applied proposal: counts, and the reasons for skipped enterprises. */
export const AppliedProposalPage: FC<{ fairId: string; result: PlacedMany }> = ({ fairId, result }) => (
  <>
    <DonePage
      title={PLACEMENT.applied(result.done, result.waiting, result.skipped.length)}
      back={{ href: `/union/fairs/${fairId}`, text: UNION_FAIRS.back }}
    />
    {result.skipped.length > 0 ? (
      <div class="narrow">
        <h2>{PLACEMENT.skipped(result.skipped.length)}</h2>
        <ul class="list">
          {result.skipped.map(({ enterprise, code }) => (
            <li>
              {enterprise ?? PLACEMENT.skippedUnknown}{" "}
              <span class="quiet">{PLACEMENT.skippedWhy[code] ?? PLACEMENT.skippedElse}</span>
            </li>
          ))}
        </ul>
      </div>
    ) : null}
  </>
);
