import type { FC } from "hono/jsx";
import { type HallQueue, hallQueue } from "../../../../fairs/index.ts";
import { missing } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { Empty } from "../../../components/blocks.tsx";
import { idOf } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { formatEstimate } from "../../../text/fairs/desk.ts";
import { HALL } from "../../../text/fairs/hall.ts";

const anyone = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
/** How often the screen asks anew, with or without client code. */
const REFRESH_S = 10;

const Numbers: FC<{ of: readonly number[] }> = ({ of }) =>
  of.length === 0 ? <span class="quiet">{HALL.none}</span> : <b>{of.join(" ")}</b>;

/** Booths that call or have people waiting come first; each by its code. */
const inOrder = (booths: HallQueue["booths"]) =>
  [...booths].sort(
    (a, b) =>
      Number(b.called.length > 0) - Number(a.called.length > 0) ||
      Number(b.waiting > 0) - Number(a.waiting > 0) ||
      a.booth.localeCompare(b.booth),
  );

/** Somebody is called, talked to or waits there: a wall does not scroll, so the others are named in a line. */
const isBusy = ({ called, serving, waiting }: HallQueue["booths"][number]) =>
  called.length + serving.length + waiting > 0;

/** How many booths a wall shows at once, and how many of them are those that call. */
const SCREEN = 12;
const CALLING = 8;

/** What a wall shows now: those that call, always; the others screen by screen, the next one each time it asks. */
function onScreen(busy: HallQueue["booths"], now: Date) {
  const calling = busy.filter(({ called }) => called.length > 0).slice(0, CALLING);
  const others = busy.slice(calling.length);
  const size = SCREEN - calling.length;
  const pages = Math.max(1, Math.ceil(others.length / size));
  const page = Math.floor(now.getTime() / (REFRESH_S * 1000)) % pages;
  return { shown: [...calling, ...others.slice(page * size, (page + 1) * size)], page, pages };
}

/** A hall's queues, and with `?wall` on its wall: numbers and booths, no names. */
export const hallPages = new Pages().get("/fairs/:id/queue/:venueId", anyone, async (c) => {
  const venueId = c.req.param("venueId") ?? "";
  if (!UUID.test(venueId)) throw missing();
  const ctx = c.get("ctx");
  const { booths, venueName, fairTitle } = await hallQueue(ctx, { fairId: idOf(c), venueId });
  const busy = inOrder(booths.filter(isBusy));
  const wall = c.req.query("wall") !== undefined;
  const {
    shown,
    page: at,
    pages,
  } = wall ? onScreen(busy, ctx.clock.now()) : { shown: busy, page: 0, pages: 1 };
  c.header("refresh", String(REFRESH_S));
  return page(c, { title: `${HALL.title} · ${venueName} · ${fairTitle}` }, () => (
    <>
      <h1>{`${venueName} · ${HALL.title}`}</h1>
      <p class="quiet">
        {fairTitle}
        {pages > 1 ? ` · ${HALL.screen(at + 1, pages)}` : ""}
      </p>
      {booths.length === 0 ? <Empty text={HALL.empty} /> : null}
      {booths.some((line) => !isBusy(line)) ? (
        <p class="quiet">{HALL.quiet(booths.filter((line) => !isBusy(line)).map(({ booth }) => booth))}</p>
      ) : null}
      <ul class="hall">
        {shown.map((line) => (
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
        ))}
      </ul>
    </>
  ));
});
