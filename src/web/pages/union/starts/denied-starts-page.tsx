import type { FC } from "hono/jsx";
import type { DeniedStart } from "../../../../applications/index.ts";
import { Empty, Facts, Pages as Pager } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { COMMON } from "../../../text/common.ts";
import { firstPhone, formatDate, formatTime } from "../../../text/format.ts";
import { DENIED_STARTS } from "../../../text/public/invitation.ts";

type Data = { items: readonly DeniedStart[]; total: number; next: string | null };

/** Starts that people deny, with the number of the enterprise to ask. Nobody is named. */
export const DeniedStartsPage: FC<{ shell: Shell; data: Data }> = ({
  shell,
  data: { items, total, next },
}) => (
  <div class="narrow">
    <h1>{DENIED_STARTS.title}</h1>
    <p class="quiet">{DENIED_STARTS.lead}</p>
    {items.length === 0 ? <Empty text={DENIED_STARTS.empty} /> : <p>{DENIED_STARTS.count(total)}</p>}
    <ul class="list">
      {items.map((one) => (
        <li class="card">
          <h2>{one.posting}</h2>
          <Facts
            items={[
              { term: COMMON.reference, value: one.reference },
              {
                term: DENIED_STARTS.phone,
                value: (
                  <>
                    <a href={`/union/enterprises/${one.enterpriseId}`}>{one.enterprise}</a>{" "}
                    {one.phone ? <a href={`tel:${firstPhone(one.phone)}`}>{one.phone}</a> : null}
                  </>
                ),
              },
              { term: DENIED_STARTS.recorded, value: formatDate(one.startedOn) },
              { term: DENIED_STARTS.denied, value: formatTime(one.deniedAt) },
            ]}
          />
        </li>
      ))}
    </ul>
    <Pager shell={shell} next={next} />
  </div>
);
