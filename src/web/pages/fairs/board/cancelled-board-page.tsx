import type { FC } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import { FAIR } from "../../../text/fairs/fair.ts";
import { Screen } from "./screen-section.tsx";

/** The board of a cancelled fair. */
export const CancelledBoardPage: FC<{ fair: FairView }> = ({ fair }) => (
  <Screen fair={fair} title={FAIR.calledOff}>
    <section>
      <p>
        <strong>{FAIR.calledOff}</strong>
      </p>
      {fair.cancelReason ? <p>{FAIR.calledOffWhy(fair.cancelReason)}</p> : null}
    </section>
  </Screen>
);
