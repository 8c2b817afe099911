import type { FC } from "hono/jsx";
import type { Shell } from "../../layout.tsx";
import { listAddress, SEARCHED_MAX, withoutPage, wordsOf } from "../../links/pages.ts";
import { LIST } from "../../text/common.ts";
import { CountedChips, Empty } from "../blocks.tsx";
import { LinkButton } from "../forms.tsx";

/**
 * Searches the list that the page's address asks for, and keeps its filters. `label` says by which words,
 * `at` the list's address if it is not that of the page.
 */
export const ListSearch: FC<{ shell: Shell; label: string; at?: string }> = ({
  shell,
  label,
  at = shell.path,
}) => {
  const { pathname, query } = withoutPage(at);
  const words = wordsOf(query.get("q") ?? undefined) ?? "";
  query.delete("q");
  return (
    <search>
      <form class="search" action={pathname}>
        <label class="sr" for="list-search">
          {label}
        </label>
        <input
          id="list-search"
          name="q"
          type="search"
          value={words}
          placeholder={label}
          autocomplete="off"
          maxlength={SEARCHED_MAX}
        />
        {[...query].map(([key, value]) => (
          <input type="hidden" name={key} value={value} />
        ))}
        <button class="button" type="submit">
          {LIST.search}
        </button>
      </form>
      {words ? (
        <p>
          {LIST.searched(words)}{" "}
          <LinkButton href={listAddress(pathname, query)} kind="plain">
            {LIST.searchAll}
          </LinkButton>
        </p>
      ) : null}
    </search>
  );
};

/** A value of a filter, its text, and the number of items that have it. */
type Choice<V extends string> = { value: V; text: string; n: number };

/**
 * Offers the values of the filter `name`, each with its number, and all of them. Keeps the words and the
 * other filters of the address. `current` is null for all, which the address says by `allValue` if another
 * value is the usual one.
 */
export function ListFilter<V extends string>({
  shell,
  name,
  current,
  choices,
  allValue,
  at = shell.path,
}: {
  shell: Shell;
  name: string;
  current: V | null;
  choices: readonly Choice<V>[];
  allValue?: string;
  at?: string;
}) {
  const pathTo = (value: string | undefined) => {
    const { pathname, query } = withoutPage(at);
    query.delete(name);
    if (value) query.set(name, value);
    return listAddress(pathname, query);
  };
  return (
    <CountedChips
      all={{ href: pathTo(allValue), text: LIST.all, current: current === null }}
      parts={choices.map(({ value, text, n }) => ({
        href: pathTo(value),
        text,
        n,
        current: value === current,
      }))}
    />
  );
}

/** Says why a list is empty: nothing is found, the filter leaves nothing, or there is nothing at all. */
export const NoneListed: FC<{ words?: string | null | undefined; filtered?: boolean; none: string }> = ({
  words,
  filtered = false,
  none,
}) => <Empty text={words ? LIST.noneFound(words) : filtered ? LIST.nonePart : none} />;

/**
 * Offers all rows of the list that the page's address asks for as files. The files have the address of the
 * list with a suffix, `.xlsx` and `.csv`.
 */
export const Downloads: FC<{ shell: Shell; at?: string; hint?: string }> = ({
  shell,
  at = shell.path,
  hint,
}) => {
  const { pathname, query } = withoutPage(at);
  return (
    <section class="no-print">
      <p class="row">
        <LinkButton href={listAddress(`${pathname}.xlsx`, query)}>{LIST.xlsx}</LinkButton>
        <LinkButton href={listAddress(`${pathname}.csv`, query)}>{LIST.csv}</LinkButton>
      </p>
      {hint ? <p class="quiet small">{hint}</p> : null}
    </section>
  );
};
