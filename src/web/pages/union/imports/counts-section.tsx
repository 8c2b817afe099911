import type { FC } from "hono/jsx";
import type { ImportView } from "../../../../imports/index.ts";
import { LinkList } from "../../../components/blocks.tsx";
import { IMPORTS, ROW_KIND } from "../../../text/imports/pages.ts";
import { pathOf } from "./import-path.ts";

type Counts = Record<string, number>;

const rowsOf = (view: ImportView, filter: string, value: string) =>
  `${pathOf(view)}/rows?${filter}=${encodeURIComponent(value)}`;

/** Counts of rows, largest first, each with a link to its rows. */
export const Opening: FC<{
  view: ImportView;
  filter: string;
  counts: Counts;
  words: (code: string) => string;
}> = ({ view, filter, counts, words }) => (
  <LinkList
    items={Object.entries(counts)
      .sort((a, b) => b[1] - a[1])
      .map(([code, n]) => ({ href: rowsOf(view, filter, code), text: words(code), count: IMPORTS.count(n) }))}
  />
);

export const plain = (words: Record<string, string>) => (code: string) => words[code] ?? code;

/** Kinds of rows that `Others` does not list: postings, blank rows, and those that `Unseen` names. */
const NOT_OTHERS = ["data", "blank", "hidden", "struck"];

/** Counts of the rows that are no postings, by kind; each links to its rows. */
export const Others: FC<{ view: ImportView }> = ({ view }) => {
  const kinds = Object.fromEntries(
    Object.entries(view.counts).filter(
      ([kind, n]) => kind in ROW_KIND && !NOT_OTHERS.includes(kind) && n > 0,
    ),
  );
  return Object.keys(kinds).length === 0 ? null : (
    <>
      <h3>{IMPORTS.others}</h3>
      <Opening view={view} filter="kind" counts={kinds} words={plain(ROW_KIND)} />
    </>
  );
};
