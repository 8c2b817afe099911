import type { readPlan } from "../../../../fairs/index.ts";
import type { HallCell } from "../../../components/fairs.tsx";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";

type Booth = Awaited<ReturnType<typeof readPlan>>[number]["booths"][number];

/** Converts a booth to a cell of the public hall plan, with a link to the booth's exhibitor. */
export const publicHallCell =
  (fairId: string) =>
  (booth: Booth): HallCell => {
    const { code, gridRow } = booth;
    if (booth.closed) return { code, gridRow, kind: "shut", text: PUBLIC_FAIR.noBooth };
    if (!booth.registrationId) return { code, gridRow, kind: "free", text: PUBLIC_FAIR.free };
    const href = `/fairs/${fairId}/stands/${booth.registrationId}`;
    return { code, gridRow, kind: "taken", text: booth.name ?? "", href };
  };
