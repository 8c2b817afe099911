import type { FC } from "hono/jsx";
import {
  type countRegistrations,
  type FairView,
  REGISTRATION_STATUSES,
  type RegistrationView,
  type TakenBooth,
} from "../../../../fairs/index.ts";
import { ActNotice, CountedChips, Empty, Pages } from "../../../components/blocks.tsx";
import { isComingOrLive } from "../../../components/fairs.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { Downloads, ListSearch } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { LIST } from "../../../text/common.ts";
import { PLACEMENT } from "../../../text/fairs/placement.ts";
import { REGISTRATION_STATUS } from "../../../text/fairs/registrations.ts";
import type { DecisionNotice } from "../registrations/union/decision.ts";
import { boothNames, FreeBooths } from "./booth-form.tsx";
import { RegistrationItem } from "./registration-item-section.tsx";
import { pathTo, queryTo, type RegistrationsQuery } from "./registrations-query.ts";

type RegistrationsData = {
  fair: FairView;
  /** The halls that the officer may choose from. */
  halls: FairView["venues"];
  query: RegistrationsQuery;
  items: RegistrationView[];
  counts: Awaited<ReturnType<typeof countRegistrations>>;
  names: CodeNames;
  free: TakenBooth[];
  done: DecisionNotice | null;
  next: string | null;
};

const Filters: FC<{ shell: Shell; data: RegistrationsData }> = ({
  shell,
  data: { fair, halls, query, counts },
}) => {
  const part = (change: Partial<RegistrationsQuery>) =>
    pathTo(fair.id, { ...query, ...change, cursor: null });
  const shown = REGISTRATION_STATUSES.filter((status) => counts.statuses[status] || status === query.status);
  const chosen = (current: boolean) => (current ? { "aria-current": "true" as const } : {});
  return (
    <>
      <ListSearch shell={shell} label={PLACEMENT.search} at={part({})} />
      <CountedChips
        all={{ href: part({ status: null }), text: PLACEMENT.all, current: query.status === null }}
        parts={shown.map((status) => ({
          href: part({ status }),
          text: REGISTRATION_STATUS[status],
          n: counts.statuses[status] ?? 0,
          current: status === query.status,
        }))}
      />
      {halls.length > 1 ? (
        <ul class="chips">
          <li>
            <a class="chip" href={part({ venueId: null })} {...chosen(query.venueId === null)}>
              {PLACEMENT.allHalls}
            </a>
          </li>
          {halls.map(({ id, cityName, name }) => (
            <li>
              <a class="chip" href={part({ venueId: id })} {...chosen(id === query.venueId)}>
                {PLACEMENT.count(`${cityName} ${name}`, counts.venues[id] ?? 0)}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
};

const None: FC<{ data: RegistrationsData }> = ({ data: { fair, query } }) => (
  <Empty text={query.q ? LIST.noneFound(query.q) : PLACEMENT.noRegistrations}>
    {query.q || query.status || query.venueId ? (
      <LinkButton href={`/union/fairs/${fair.id}/registrations`}>{PLACEMENT.showAll}</LinkButton>
    ) : null}
  </Empty>
);

/**
 * The registrations of a fair, with the host's forms to place, move or refuse each. A city with a hall sees
 * the enterprises of its hall without forms.
 */
export const RegistrationsPage: FC<{ shell: Shell; data: RegistrationsData }> = ({ shell, data }) => {
  const { fair, query, items } = data;
  const at = queryTo(query).toString();
  const decides = fair.management !== null && isComingOrLive(fair);
  return (
    <>
      <h1>{PLACEMENT.registrations}</h1>
      <p>
        <LinkButton kind="plain" href={`/union/fairs/${fair.id}`}>
          {fair.title}
        </LinkButton>
      </p>
      {data.done ? (
        // Folded, so that a phone shows the answer beside the next enterprise, to which the page scrolls.
        <details class="sheet">
          <summary>{PLACEMENT.filters}</summary>
          <Filters shell={shell} data={data} />
        </details>
      ) : (
        <Filters shell={shell} data={data} />
      )}
      {data.done ? <ActNotice act={data.done} /> : null}
      {items.length === 0 ? <None data={data} /> : null}
      {decides && items.length > 0 && !data.done ? (
        <p class="quiet small no-print keys">{PLACEMENT.keys}</p>
      ) : null}
      <FreeBooths free={data.free} nameOf={boothNames(fair)} />
      <ol class="queue list" data-queue>
        {items.map((registration) => (
          <RegistrationItem shell={shell} data={{ fair, registration, names: data.names, at }} />
        ))}
      </ol>
      <Pages shell={shell} next={data.next} />
      {items.length > 0 ? (
        <Downloads
          shell={shell}
          at={pathTo(fair.id, { ...query, cursor: null })}
          hint={PLACEMENT.downloadHint}
        />
      ) : null}
    </>
  );
};
