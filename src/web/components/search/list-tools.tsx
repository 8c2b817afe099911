import type { FC } from "hono/jsx";
import type { Shell } from "../../layout.tsx";
import { listAddress, SEARCHED_MAX, withoutPage, wordsOf } from "../../links/pages.ts";
import { LIST } from "../../text/common.ts";
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
