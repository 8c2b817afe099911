import type { FC } from "hono/jsx";
import type { readPlan } from "../../../../fairs/index.ts";
import { FAIR } from "../../../text/fairs/public.ts";

type Hall = Awaited<ReturnType<typeof readPlan>>[number];

/** One hall as a table, row by row as the booths stand; it scrolls in itself where the window is narrow. */
export const HallPlan: FC<{ fairId: string; hall: Hall }> = ({ fairId, hall: { venue, booths } }) => {
  const rows = Array.from({ length: venue.boothRows }, (_, at) => booths.filter((b) => b.gridRow === at));
  const title = FAIR.planCaption(`${venue.cityName} ${venue.name}`);
  return (
    <section class="scroll" tabindex={0} aria-label={title}>
      <table class="plan">
        <caption>{title}</caption>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{row[0]?.code.replace(/\d+$/, "")}</th>
              {row.map((booth) => (
                <td class={booth.closed ? "none" : booth.registrationId ? "taken" : "free"}>
                  <small>{booth.code}</small>
                  {booth.registrationId ? (
                    <a href={`/fairs/${fairId}/stands/${booth.registrationId}`}>{booth.name}</a>
                  ) : (
                    <span>{booth.closed ? FAIR.noBooth : FAIR.free}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
