import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { isComingOrLive } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { issues } from "../../tickets/union/tickets-page.tsx";
import { type FairRights, hasFigures } from "./dashboard.ts";

/** The links of a fair to what the officer may use now. After the end only what can still be used is left. */
function toolsOf(fair: FairView, part: FairRights): { href: string; text: string }[] {
  const base = `/union/fairs/${fair.id}`;
  const [open, inHalls] = [isComingOrLive(fair), part.halls.length > 0];
  const when = (condition: boolean, href: string, text: string) => (condition ? [{ href, text }] : []);
  const over = hasFigures(fair) && !open;
  return [
    ...when(inHalls && hasFigures(fair), `${base}/report`, UNION_FAIRS.report),
    ...when(part.gate && issues(fair), `${base}/tickets/new`, UNION_FAIRS.printTicket),
    ...when(part.gate && issues(fair), `${base}/scanner`, UNION_FAIRS.scanner),
    ...when(
      part.gate && hasFigures(fair),
      `${base}/tickets`,
      open ? UNION_FAIRS.tickets : UNION_FAIRS.counted,
    ),
    ...when(part.gate && issues(fair), `${base}/arrival-poster`, UNION_FAIRS.poster),
    ...when(inHalls && !fair.management, `${base}/registrations`, UNION_FAIRS.ownHall),
    ...when(inHalls && open, `${base}/print`, UNION_FAIRS.prints),
    ...when(inHalls && over, `${base}/participants`, UNION_FAIRS.participants),
    ...when(fair.phase !== "cancelled", `${base}/channels`, UNION_FAIRS.channels),
    ...when(fair.phase !== "cancelled", `${base}/ours`, UNION_FAIRS.ours),
    ...when(issues(fair), `/fairs/${fair.id}/board`, UNION_FAIRS.board),
    ...fair.venues.flatMap(({ id, name }) =>
      when(open, `/fairs/${fair.id}/queue/${id}?wall=1`, UNION_FAIRS.queueScreen(name)),
    ),
    ...when(true, `/fairs/${fair.id}`, UNION_FAIRS.public),
  ];
}

/** Links to the tools for before, on and after the day. */
export const Tools: FC<{ fair: FairView; part: FairRights }> = ({ fair, part }) =>
  fair.phase === "draft" ? null : (
    <section>
      <h2>{isComingOrLive(fair) ? UNION_FAIRS.dayTools : UNION_FAIRS.afterTools}</h2>
      <p class="row">
        {toolsOf(fair, part).map(({ href, text }) => (
          <LinkButton href={href}>{text}</LinkButton>
        ))}
      </p>
    </section>
  );
