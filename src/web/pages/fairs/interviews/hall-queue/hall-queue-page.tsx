import type { FC } from "hono/jsx";
import type { HallQueue, hallQueue } from "../../../../../fairs/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { formatEstimate, HALL } from "../../../../text/fairs/interviews.ts";
import { type HallScreen, isBusy } from "./hall-screen.ts";

const Numbers: FC<{ of: readonly number[] }> = ({ of }) =>
  of.length === 0 ? <span class="quiet">{HALL.none}</span> : <b>{of.join(" ")}</b>;

const BoothQueue: FC<{ line: HallQueue["booths"][number] }> = ({ line }) => (
  <li class={line.called.length > 0 ? "calling" : ""}>
    <h2>{line.booth}</h2>
    <p class="called">
      <span>{HALL.called}</span> <Numbers of={line.called} />
    </p>
    <p>
      {HALL.serving} <Numbers of={line.serving} />
    </p>
    <p>
      {HALL.next} <Numbers of={line.next} />
    </p>
    <p class="quiet small">
      {`${HALL.waiting} ${HALL.people(line.waiting)} · ${HALL.wait} ${formatEstimate(line.estimate)}`}
    </p>
  </li>
);

/** The queues of a hall. Idle booths are named on one line, because a wall screen cannot be scrolled. */
export const HallQueuePage: FC<{ hall: Awaited<ReturnType<typeof hallQueue>>; screen: HallScreen }> = ({
  hall: { booths, venueName, fairTitle },
  screen: { shown, page, pages },
}) => {
  const idle = booths.filter((line) => !isBusy(line)).map(({ booth }) => booth);
  return (
    <>
      <h1>{`${venueName} · ${HALL.title}`}</h1>
      <p class="quiet">
        {fairTitle}
        {pages > 1 ? ` · ${HALL.screen(page + 1, pages)}` : ""}
      </p>
      {booths.length === 0 ? <Empty text={HALL.empty} /> : null}
      {idle.length > 0 ? <p class="quiet">{HALL.quiet(idle)}</p> : null}
      <ul class="hall">
        {shown.map((line) => (
          <BoothQueue line={line} />
        ))}
      </ul>
    </>
  );
};
