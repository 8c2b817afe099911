import type { FC } from "hono/jsx";
import { type Relaxations, type SearchAnswer, SORTS } from "../../../search/index.ts";
import { Empty, Notice, Pages } from "../../components/blocks.tsx";
import { LinkButton } from "../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../components/posting.tsx";
import { ActiveFilters, conditionTexts, Facets, SearchBox } from "../../components/search.tsx";
import type { Shell } from "../../layout.tsx";
import { nearestTo, type Query, valuesOf, withCursor, withValue } from "../../links/search.ts";
import { SEARCH } from "../../text/public.ts";
import { SAVED } from "../../text/seeker.ts";

type SearchData = {
  answer: SearchAnswer;
  relaxations: Relaxations[];
  query: Query;
  names: CodeNames;
  now: Date;
};

/** A link that drops one condition of a search without results, with the number of results then. */
const RelaxationLink: FC<{ relaxation: Relaxations; query: Query }> = ({ relaxation, query }) => {
  const { kind, value, total } = relaxation;
  const words = (query.get("q") ?? "").replace(value, " ").trim();
  const href = kind === "word" ? withValue(query, "q", words) : withValue(query, value, null);
  const text = kind === "word" ? SEARCH.withoutWord(value) : (SEARCH.withoutFilter[value] ?? value);
  return (
    <LinkButton href={href}>
      {text} <b class="number">+{total}</b>
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
          <ActiveFilters query={query} names={names} />
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
                  <RelaxationLink relaxation={relaxation} query={query} />
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
          {words || conditionTexts(query, names).length > 0 ? (
            <p>
              <LinkButton href={withValue(query, "sort", null).replace("/postings", "/me/searches/new")}>
                {SAVED.save}
              </LinkButton>
            </p>
          ) : null}
          <Pages
            next={answer.nextCursor ? withCursor(query, answer.nextCursor) : null}
            first={query.has("cursor") ? withValue(query, "cursor", null) : null}
          />
        </section>
      </div>
    </>
  );
};
