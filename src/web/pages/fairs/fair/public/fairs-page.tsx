import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { Empty, Pages, Status } from "../../../../components/blocks.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import type { Shell } from "../../../../layout.tsx";
import { FAIR_KIND } from "../../../../text/fairs/fair.ts";
import { PUBLIC_FAIRS, PUBLIC_PHASE } from "../../../../text/fairs/fair-public.ts";
import { formatSpan } from "../../../../text/format.ts";
import { FigureMeanings, LISTED_FIGURES } from "../figures-section.tsx";

const KIND = {
  registration: "waiting",
  published: "done",
  live: "done",
  cancelled: "stopped",
} as const;
const kindOf = (phase: FairView["phase"]) => KIND[phase as keyof typeof KIND] ?? "plain";

export const PhaseMark: FC<{ fair: FairView }> = ({ fair }) => (
  <Status kind={kindOf(fair.phase)}>{PUBLIC_PHASE[fair.phase]}</Status>
);

const FairCard: FC<{ fair: FairView }> = ({ fair }) => (
  <li class="card posting">
    <div class="head">
      <h3>
        <a class="title" href={`/fairs/${fair.id}`}>
          {fair.title}
        </a>
      </h3>
      <PhaseMark fair={fair} />
    </div>
    <p class="number">
      <b>{formatSpan(fair.opensAt, fair.closesAt)}</b>
    </p>
    <p>{PUBLIC_FAIRS.venues(fair.venues.map((venue) => `${venue.cityName} ${venue.name}`))}</p>
    <p class="quiet small">
      {fair.kind === "general" ? "" : `${FAIR_KIND[fair.kind]} · `}
      {PUBLIC_FAIRS.counts(fair)}
    </p>
  </li>
);

type PublicFairsData = { coming: FairView[]; past: FairView[]; next: string | null; first: boolean };

/** Upcoming fairs, soonest first, then past fairs, latest first. */
export const PublicFairsPage: FC<{ shell: Shell; data: PublicFairsData }> = ({ shell, data }) => (
  <>
    <h1>{PUBLIC_FAIRS.heading}</h1>
    <p class="quiet">{PUBLIC_FAIRS.lead(shell.site.agreement.shortName)}</p>
    {data.first ? (
      <section>
        <h2>{PUBLIC_FAIRS.coming}</h2>
        {data.coming.length === 0 ? (
          <Empty text={PUBLIC_FAIRS.none}>
            <LinkButton href="/postings">{PUBLIC_FAIRS.toPostings}</LinkButton>
          </Empty>
        ) : (
          <ul class="list">
            {data.coming.map((fair) => (
              <FairCard fair={fair} />
            ))}
          </ul>
        )}
      </section>
    ) : null}
    <section>
      <h2>{PUBLIC_FAIRS.past}</h2>
      {data.past.length === 0 ? (
        <p class="quiet">{PUBLIC_FAIRS.nonePast}</p>
      ) : (
        <ul class="list">
          {data.past.map((fair) => (
            <FairCard fair={fair} />
          ))}
        </ul>
      )}
    </section>
    {data.coming.length + data.past.length > 0 ? <FigureMeanings of={LISTED_FIGURES} /> : null}
    <Pages shell={shell} next={data.next} />
  </>
);
