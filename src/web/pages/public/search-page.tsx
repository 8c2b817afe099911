import type { FC } from "hono/jsx";
import { type Relaxation, type SearchAnswer, SORTS } from "../../../search/index.ts";
import { Empty, Notice, Pages } from "../../components/blocks.tsx";
import { LinkButton } from "../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../components/posting.tsx";
import { Facets, filterChips, SearchBox } from "../../components/search/search.tsx";
import { Chips, UnusedWords, understoodChips } from "../../components/search/understood.tsx";
import type { Shell } from "../../layout.tsx";
import { href, nearestTo, type Query, relaxed, valuesOf, withValue } from "../../links/search.ts";
import { SEARCH } from "../../text/public/pages.ts";
import { RESCUE } from "../../text/public/search.ts";
import { SAVED } from "../../text/seeker.ts";

type SearchData = {
  answer: SearchAnswer;
  relaxations: Relaxation[];
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
      {relaxationText(relaxation, names)} <b class="number">+{relaxation.total}</b>
    </LinkButton>
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
  data: { answer, relaxations, query, names, now },
}) => {
  const words = query.get("q")?.trim() ?? "";
  // Sorting by distance starts from the place in the query, else from the chosen city.
  const here = query.get("near") ?? shell.cityCode;
  const place = placesOf(query, names);
  const chips = [
    ...understoodChips(answer.understood, (text) => withValue(query, "q", text)),
    ...filterChips(query, names),
  ];
  const sort = query.get("sort") ?? (words ? "relevance" : "newest");
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
          <ul class="chips">
            {SORTS.filter((s) => (words || s !== "relevance") && (here || s !== "nearest")).map((s) => (
              <li>
                <a
                  class="chip"
                  href={s === "nearest" && here ? nearestTo(query, here) : withValue(query, "sort", s)}
                  {...(s === sort ? { "aria-current": "true" as const } : {})}
                >
                  {SEARCH.sorts[s]}
                </a>
              </li>
            ))}
          </ul>
          {answer.items.length === 0 ? (
            <Empty text={SEARCH.empty}>
              <p class="row middle">
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
                  words={answer.words}
                />
              ))}
            </ul>
          )}
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
