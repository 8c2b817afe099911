import type { FC } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import { FAIR } from "../../../text/fairs/fair.ts";
import { Screen } from "./screen-section.tsx";

/** In place of the figures when a fair was called off. */
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
