import type { FC } from "hono/jsx";
import { type Relaxation, type SearchAnswer, SORTS, type Step } from "../../../search/index.ts";
import { Empty, Notice, Pages } from "../../components/blocks.tsx";
import { LinkButton } from "../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../components/posting.tsx";
import { Facets, filterChips, SearchBox } from "../../components/search/search.tsx";
import { Chips, UnusedWords, understoodChips } from "../../components/search/understood.tsx";
import type { Shell } from "../../layout.tsx";
import type { Here } from "../../links/here.ts";
import {
  href,
  nearestTo,
  type Query,
  relaxed,
  toggled,
  valuesOf,
  within,
  withValue,
} from "../../links/search.ts";
import { NEAR } from "../../text/public/near.ts";
import { SEARCH } from "../../text/public/pages.ts";
import { RESCUE } from "../../text/public/search.ts";
import { SAVED } from "../../text/seeker.ts";

type SearchData = {
  answer: SearchAnswer;
  relaxations: Relaxation[];
  steps: Step[];
  /** The place from which distances are measured: the one in the query, else the reader's county. */
  from: Here | null;
  query: Query;
  names: CodeNames;
  now: Date;
};

/** Returns what a relaxation gives up, or where its nearest result is. */
function relaxationText(relaxation: Relaxation, names: CodeNames): string {
  if (relaxation.kind === "nearby")
    return RESCUE.nearby(names.division(relaxation.nearest) ?? "", relaxation.metres);
  const words = relaxation.dropped.flatMap(({ kind, value }) =>
    kind === "word" || kind === "filter" ? [value] : [],
  );
  const others = relaxation.dropped.flatMap((part) => {
    if (part.kind === "key") return [RESCUE.withoutFilter[part.value]];
    return part.kind === "without" ? [RESCUE.withoutCondition(part.value)] : [];
  });
  return [...(words.length > 0 ? [RESCUE.withoutWords(words)] : []), ...others].join("，");
}

/** A link to a near query of a search without results, with the number of results there. */
const RelaxationLink: FC<{ relaxation: Relaxation; query: Query; names: CodeNames }> = (props) => {
  const { relaxation, query, names } = props;
  const keys = relaxation.dropped.flatMap(({ kind, value }) => (kind === "key" ? [value] : []));
  const next = relaxed(query, relaxation.text, keys);
  return (
    <LinkButton href={relaxation.kind === "nearby" ? nearestTo(next, relaxation.near) : href(next)}>
      {relaxationText(relaxation, names)} <b class="number nowrap">+{relaxation.total}</b>
    </LinkButton>
  );
};

/** A link to a wider search around a place, with its number of results. */
const StepLink: FC<{ step: Step; query: Query; names: CodeNames }> = ({ step, query, names }) => {
  const { near, km, bus, text, dropped, total } = step;
  const keys = dropped.flatMap(({ kind, value }) => (kind === "key" ? [value] : []));
  const next = relaxed(query, text, keys);
  const name = names.division(near) ?? "";
  const isChosen = valuesOf(next, "benefits").includes("bus");
  const wide = new URLSearchParams(bus && !isChosen ? toggled(next, "benefits", "bus").split("?")[1] : next);
  return (
    <LinkButton href={within(wide, near, km)}>
      {bus ? NEAR.bus(name, km) : NEAR.step(name, km)} <b class="number nowrap">{total}</b>
    </LinkButton>
  );
};

/** Says from where the distances are measured, and leads to the choice of another county. */
const From: FC<{ from: Here; own: boolean; among: boolean; back: string }> = ({ from, own, among, back }) => (
  <p class="quiet">
    {among ? NEAR.fromAmong(from.name) : NEAR.from(from.name)}{" "}
    {own ? <a href={`/near?back=${encodeURIComponent(back)}`}>{NEAR.change}</a> : null}
  </p>
);

/** The orders of a search. The nearest first asks for the reader's county if none is known. */
const Sorts: FC<{ query: Query; words: string; sort: string; from: Here | null; shell: Shell }> = (props) => {
  const { query, words, sort, from, shell } = props;
  const nearest = () => {
    if (from) return withValue(query, "sort", "nearest");
    if (shell.cityCode) return nearestTo(query, shell.cityCode);
    return `/near?back=${encodeURIComponent(withValue(query, "sort", "nearest"))}`;
  };
  return (
    <ul class="chips">
      {SORTS.filter((one) => words || one !== "relevance").map((one) => (
        <li>
          <a
            class="chip"
            href={one === "nearest" ? nearest() : withValue(query, "sort", one)}
            {...(one === sort ? { "aria-current": "true" as const } : {})}
          >
            {SEARCH.sorts[one]}
          </a>
        </li>
      ))}
    </ul>
  );
};

/** Returns the names of the cities to which a query is limited. */
export const placesOf = (query: URLSearchParams, names: CodeNames): string =>
  valuesOf(query, "city")
    .map((code) => names.division(code) ?? "")
    .join("、");

/** Search results: count, active filters, cards, facets. */
export const SearchPage: FC<{ shell: Shell; data: SearchData }> = ({
  shell,
  data: { answer, relaxations, steps, from, query, names, now },
}) => {
  const words = query.get("q")?.trim() ?? "";
  const place = placesOf(query, names);
  const chips = [
    ...understoodChips(answer.understood, (text) => withValue(query, "q", text)),
    ...filterChips(query, names),
    ...(from && query.get("within")
      ? [
          {
            text: NEAR.within(from.name, Number(query.get("within"))),
            href: withValue(query, "within", null),
          },
        ]
      : []),
  ];
  const sort = query.get("sort") ?? (words ? "relevance" : from ? "nearest" : "newest");
  return (
    <>
      <SearchBox text={words} keep={query} />
      <div class="split rail">
        <aside class="rail">
          {answer.facets ? <Facets facets={answer.facets} query={query} names={names} /> : null}
        </aside>
        <section>
          <h1 class="number">{SEARCH.result({ place, words, total: answer.total })}</h1>
          <Chips chips={chips} />
          <UnusedWords pieces={answer.understood} />
          {answer.forgiven ? <Notice>{SEARCH.forgiven}</Notice> : null}
          {answer.degraded ? <Notice kind="waiting">{SEARCH.degraded}</Notice> : null}
          <h2 class="sr">{SEARCH.list}</h2>
          <Sorts query={query} words={words} sort={sort} from={from} shell={shell} />
          {from && answer.items.length > 0 && (sort === "nearest" || sort === "relevance") ? (
            <From
              from={from}
              own={!query.has("near")}
              among={sort === "relevance" && words !== ""}
              back={shell.path}
            />
          ) : null}
          {answer.items.length === 0 ? (
            <Empty text={SEARCH.empty}>
              <p class="row middle">
                {steps.map((step) => (
                  <StepLink step={step} query={query} names={names} />
                ))}
                {relaxations.map((relaxation) => (
                  <RelaxationLink relaxation={relaxation} query={query} names={names} />
                ))}
                <LinkButton href="/postings?city=">{SEARCH.clear}</LinkButton>
              </p>
            </Empty>
          ) : (
            <ul class="list">
              {answer.items.map((posting) => (
                <PostingCard
                  posting={posting}
                  site={shell.site}
                  names={names}
                  now={now}
                  here={from}
                  words={answer.words}
                />
              ))}
            </ul>
          )}
          {answer.items.length > 0 && steps.length > 0 ? (
            <section class="card">
              <h2>{NEAR.steps}</h2>
              <p class="row">
                {steps.map((step) => (
                  <StepLink step={step} query={query} names={names} />
                ))}
              </p>
            </section>
          ) : null}
          {words || chips.length > 0 ? (
            <p>
              <LinkButton href={withValue(query, "sort", null).replace("/postings", "/me/searches/new")}>
                {SAVED.save}
              </LinkButton>
            </p>
          ) : null}
          <Pages shell={shell} next={answer.nextCursor} />
        </section>
      </div>
    </>
  );
};
