import type { FC } from "hono/jsx";
import type { FairView, listExhibitors, readPlan } from "../../../../fairs/index.ts";
import type { PostingCard as Card } from "../../../../postings/index.ts";
import { CityTag, Empty, Pages } from "../../../components/blocks.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { sectorText } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";

export type FairPageData = {
  /** True if people here may take tickets, although another node hosts the fair. */
  servesTickets: boolean;
  fair: FairView;
  page: Awaited<ReturnType<typeof listExhibitors>>;
  plan: Awaited<ReturnType<typeof readPlan>>;
  postings: Card[];
  chosen: { city?: string; sector?: string; venue?: string };
  names: CodeNames;
  now: Date;
};

const KEYS = ["city", "sector", "venue"] as const;

/** Returns the URL of the fair with one filter set, or removed if it has that value already. */
function choose(data: FairPageData, key: (typeof KEYS)[number], value: string): string {
  const query = new URLSearchParams(data.chosen);
  if (query.get(key) === value) query.delete(key);
  else query.set(key, value);
  return `/fairs/${data.fair.id}${query.size > 0 ? `?${query}` : ""}#enterprises`;
}

const Choices: FC<{ data: FairPageData }> = ({ data }) => (
  <details class="sheet" open={Object.keys(data.chosen).length > 0}>
    <summary>{PUBLIC_FAIR.filters}</summary>
    {KEYS.map((key) => {
      const choices = data.page.choices.filter((choice) => choice.kind === key);
      if (choices.length < 2 && !data.chosen[key]) return null;
      return (
        <section>
          <h3>{PUBLIC_FAIR.by[key]}</h3>
          <ul class="chips">
            {choices.map(({ value, name, count }) => (
              <li>
                <a
                  class="chip"
                  href={choose(data, key, value)}
                  {...(data.chosen[key] === value ? { "aria-current": "true" as const } : {})}
                >
                  {key === "sector" ? sectorText(name) : name} <span class="n">{count}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      );
    })}
  </details>
);

/** The exhibitors of a fair, filtered and paged. */
export const ExhibitorsSection: FC<{ shell: Shell; data: FairPageData }> = ({ shell, data }) => {
  const { fair, page, names } = data;
  if (fair.exhibitors === 0) return <Empty text={PUBLIC_FAIR.noEnterprises} />;
  return (
    <>
      <Choices data={data} />
      {page.items.length === 0 ? <p>{PUBLIC_FAIR.noneChosen}</p> : null}
      <ul class="list">
        {page.items.map((one) => (
          <li class="card posting">
            <h3>
              <a class="title" href={`/fairs/${fair.id}/stands/${one.registrationId}`}>
                {one.name}
              </a>
            </h3>
            <p>
              <b>{PUBLIC_FAIR.booth(one.venueName, one.boothCode)}</b>
            </p>
            <p class="small">
              <CityTag site={shell.site} code={one.city} text={names.division(one.city) ?? ""} />{" "}
              {one.industry ? `· ${sectorText(one.industry)} ` : ""}·{" "}
              {PUBLIC_FAIR.offers(one.postings.length)}
            </p>
            <p class="quiet small">{one.postings.map(({ title }) => title).join("、")}</p>
          </li>
        ))}
      </ul>
      <Pages shell={shell} next={page.nextCursor} list="enterprises" />
    </>
  );
};
