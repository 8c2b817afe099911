import type { FC } from "hono/jsx";
import { FAIR_DAY } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import type { PlanBooth } from "./visit.ts";

/** Side of a booth in the picture. On the page it is 2.75 rem, the size of a target. */
const CELL = 44;
const CELL_REM = 2.75;
const MARGIN = 2;

type PictureProps = { fairId: string; title: string; booths: readonly PlanBooth[]; marks: boolean };

const Cell: FC<{ fairId: string; booth: PlanBooth }> = ({ fairId, booth }) => {
  const [x, y] = [booth.gridColumn * CELL, booth.gridRow * CELL];
  const side = CELL - 2 * MARGIN;
  const square = <rect class="square" x={x + MARGIN} y={y + MARGIN} width={side} height={side} rx={6} />;
  const code = (
    <text x={x + CELL / 2} y={y + (booth.matches ? 20 : 27)}>
      {booth.code}
    </text>
  );
  if (booth.closed || !booth.registrationId)
    return (
      <g class={booth.closed ? "shut" : "free"}>
        {square}
        {booth.closed ? null : code}
      </g>
    );
  return (
    <a
      class={booth.matches ? "mine" : "taken"}
      href={`/fairs/${fairId}/stands/${booth.registrationId}`}
      aria-label={FAIR_DAY.planBooth(booth.code, booth.name ?? "", booth.matches)}
    >
      <title>{`${booth.code} ${booth.name ?? ""}`}</title>
      <rect class="target" x={x} y={y} width={CELL} height={CELL} />
      {square}
      {code}
      {booth.matches ? (
        <text x={x + CELL / 2} y={y + 36}>
          ★
        </text>
      ) : null}
    </a>
  );
};

/**
 * The plan of a hall as a picture. A booth leads to its exhibitor. The booths of the reader's trade have a
 * star besides their colour. A wide hall scrolls inside its section.
 */
export const HallPicture: FC<PictureProps> = ({ fairId, title, booths, marks }) => {
  const columns = Math.max(1, ...booths.map(({ gridColumn }) => gridColumn + 1));
  const rows = Math.max(1, ...booths.map(({ gridRow }) => gridRow + 1));
  return (
    <>
      <p class="small">{FAIR_DAY.planHint}</p>
      <p class="small legend">
        {marks ? <span class="mine">{FAIR_DAY.planMine}</span> : null}
        <span class="taken">{FAIR_DAY.planTaken}</span>
        <span class="free">{FAIR_DAY.planFree}</span>
        {booths.some(({ closed }) => closed) ? <span class="shut">{PUBLIC_FAIR.noBooth}</span> : null}
      </p>
      <section class="scroll hall-scroll" tabindex={0} aria-label={title}>
        <svg
          class="hall-plan"
          viewBox={`0 0 ${columns * CELL} ${rows * CELL}`}
          width={`${columns * CELL_REM}rem`}
          height={`${rows * CELL_REM}rem`}
        >
          <title>{title}</title>
          {booths.map((booth) => (
            <Cell fairId={fairId} booth={booth} />
          ))}
        </svg>
      </section>
    </>
  );
};
