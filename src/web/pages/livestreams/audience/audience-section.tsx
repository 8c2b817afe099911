import type { FC } from "hono/jsx";
import type { AudienceView } from "../../../../livestreams/index.ts";
import { Facts } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { AUDIENCE, UNCOUNTED } from "../../../text/livestreams/audience.ts";

type Row = { term: string; value: string };
type Totals = NonNullable<AudienceView["totals"]>;

const peakText = (peak: Totals["peak"]["picture"]): string =>
  peak ? AUDIENCE.peakAt(peak.people, formatTime(peak.at)) : AUDIENCE.inPeople(0);

const totalRows = ({ people, visits, peak, averageMinutes }: Totals): Row[] => [
  { term: AUDIENCE.people, value: AUDIENCE.inPeople(people.picture) },
  { term: AUDIENCE.visits, value: AUDIENCE.inVisits(visits.picture) },
  { term: AUDIENCE.peak, value: peakText(peak.picture) },
  { term: AUDIENCE.minutes, value: AUDIENCE.inMinutes(averageMinutes.picture) },
  { term: AUDIENCE.readers, value: AUDIENCE.inPeople(people.text) },
];

/** The viewers whom the programs of other cities counted, and the sum of all. */
const otherRows = ({ cities, total }: NonNullable<AudienceView["others"]>): Row[] => [
  ...cities.map(({ name, people }) => ({
    term: AUDIENCE.in(name),
    value: AUDIENCE.inPeople(people.picture),
  })),
  { term: AUDIENCE.together, value: AUDIENCE.togetherIs(total.people.picture, total.visits.picture) },
];

/** The numbers of people who watch and watched, those not counted, and the method in words. */
export const AudienceSection: FC<{ audience: AudienceView }> = ({
  audience: { online, totals, others, control },
}) => {
  const uncounted = Object.entries(control?.uncounted ?? {}) as [keyof typeof UNCOUNTED, number][];
  return (
    <section class="card">
      <h2>{AUDIENCE.title}</h2>
      <Facts
        items={[
          ...(online
            ? [
                { term: AUDIENCE.online, value: AUDIENCE.inPeople(online.picture) },
                { term: AUDIENCE.reading, value: AUDIENCE.inPeople(online.text) },
              ]
            : []),
          ...(totals ? totalRows(totals) : []),
          ...(others ? otherRows(others) : []),
          ...(uncounted.length > 0
            ? [
                {
                  term: AUDIENCE.uncounted,
                  value: uncounted.map(([reason, n]) => `${UNCOUNTED[reason]} ${n}`).join("、"),
                },
              ]
            : []),
        ]}
      />
      {online || totals ? null : <p class="quiet">{AUDIENCE.none}</p>}
      <details class="sheet">
        <summary>{AUDIENCE.how}</summary>
        <p>{AUDIENCE.method}</p>
      </details>
    </section>
  );
};
