import type { Child, FC } from "hono/jsx";
import type { Site } from "../../cities/index.ts";
import { pageLinks } from "../links/pages.ts";
import { COMMON } from "../text/common.ts";
import { grouped } from "../text/format.ts";
import { Icon } from "./icons.tsx";

export const Notice: FC<{ kind?: "info" | "done" | "waiting" | "warning"; children?: Child }> = ({
  kind = "info",
  children,
}) => (
  <div class={`notice ${kind}`} role="status">
    {children}
  </div>
);

/** Shows on a list what the last act did, and the next step. */
export const ActNotice: FC<{
  act: { kind: "done" | "warning"; text: string; next?: string | undefined };
}> = ({ act: { kind, text, next } }) => (
  <Notice kind={kind}>
    <p>
      <b>{text}</b>
    </p>
    {next ? <p>{next}</p> : null}
  </Notice>
);

/** Shows the result of a POST: what happened, a reference number, and the next step with its date. */
export const Panel: FC<{
  title: string;
  /** Name of the record that the panel is about. */
  about?: string | undefined;
  reference?: string;
  next?: string;
  inner?: boolean;
  children?: Child;
}> = (props) => (
  <section class="card panel">
    {props.inner ? <h2>{props.title}</h2> : <h1>{props.title}</h1>}
    {props.about ? (
      <p>
        <b>{props.about}</b>
      </p>
    ) : null}
    {props.reference ? (
      <p>
        <span class="quiet">{COMMON.reference}</span>
        <br />
        <span class="reference">{props.reference}</span>
      </p>
    ) : null}
    {props.next ? (
      <p>
        <b>{COMMON.nextStep}</b>
        <br />
        {props.next}
      </p>
    ) : null}
    {props.children}
  </section>
);

export const Empty: FC<{ text: string; children?: Child }> = ({ text, children }) => (
  <div class="empty">
    <p>{text}</p>
    {children}
  </div>
);

export const Status: FC<{ kind: "done" | "waiting" | "stopped" | "plain"; children?: Child }> = ({
  kind,
  children,
}) => <span class={`status ${kind}`}>{children}</span>;

export const Verified: FC<{ children?: Child }> = ({ children }) => (
  <span class="verified">
    <Icon name="check" /> {children}
  </span>
);

/**
 * Shows a text with its city's colour as a small mark. The text is needed: colour must not be the only sign.
 */
export const CityTag: FC<{ site: Site; code: string; text: string }> = ({ code, text }) => (
  <span class={`tag city hue-${code}`}>{text}</span>
);

/**
 * Links to the first, the previous and the next page of the list that the page's address asks for. `next` is
 * the cursor of the next page. `at` is the list's address, if it is not that of the page. `list` is the id of
 * a list that stands further down on its page.
 */
export const Pages: FC<{ shell: { path: string }; next: string | null; at?: string; list?: string }> = ({
  shell,
  next,
  at = shell.path,
  list,
}) => {
  const links = pageLinks(at, next, list);
  return links.first || links.next ? (
    <nav class="pages" aria-label={COMMON.pages}>
      {links.first ? (
        <a class="button" href={links.first}>
          {COMMON.firstPage}
        </a>
      ) : null}
      {links.previous ? (
        <a class="button" href={links.previous} rel="prev">
          {COMMON.previous}
        </a>
      ) : null}
      {links.number ? <span class="quiet">{COMMON.pageNumber(links.number)}</span> : null}
      {links.next ? (
        <a class="button" href={links.next} rel="next">
          {COMMON.next}
        </a>
      ) : null}
    </nav>
  ) : null;
};

export type Term = { term: string; value: Child };

/** Shows terms with their values, in the given order. A missing value is shown as unknown. */
export const Facts: FC<{ items: readonly Term[] }> = ({ items }) => (
  <dl class="facts-list">
    {items.map(({ term, value }) => (
      <div>
        <dt>{term}</dt>
        <dd>{value === null || value === "" ? COMMON.unknown : value}</dd>
      </div>
    ))}
  </dl>
);

/** A filter of a list: its address and text, the number of items, and whether it is the one that is shown. */
type CountedChip = { href: string; text: string; n: number; current: boolean };

/** Shows filters that together make up a list, each with its number; before them `all` with their sum. */
export const CountedChips: FC<{ all: Omit<CountedChip, "n">; parts: readonly CountedChip[] }> = ({
  all,
  parts,
}) => (
  <ul class="chips">
    {[{ ...all, n: parts.reduce((sum, { n }) => sum + n, 0) }, ...parts].map(({ href, text, n, current }) => (
      <li>
        <a class="chip" href={href} {...(current ? { "aria-current": "true" as const } : {})}>
          {COMMON.counted(text, grouped(n))}
        </a>
      </li>
    ))}
  </ul>
);

/** Shows links, each with a count. */
export const LinkList: FC<{ items: readonly { href: string; text: string; count: string }[] }> = ({
  items,
}) => (
  <div class="facet counts">
    <ul>
      {items.map(({ href, text, count }) => (
        <li>
          <a href={href}>
            <span>{text}</span> <span class="n">{count}</span>
          </a>
        </li>
      ))}
    </ul>
  </div>
);

export const Timeline: FC<{ items: readonly { when: string; text: string; note?: string | null }[] }> = ({
  items,
}) => (
  <ol class="timeline">
    {items.map(({ when, text, note }) => (
      <li>
        <b>{text}</b> <span class="quiet small">{when}</span>
        {note ? <div>{note}</div> : null}
      </li>
    ))}
  </ol>
);

export const Steps: FC<{ names: readonly string[]; at: number }> = ({ names, at }) => (
  <ol class="steps">
    {names.map((name, i) => (
      <li class={i < at ? "past" : ""} {...(i === at ? { "aria-current": "step" as const } : {})}>
        {name}
      </li>
    ))}
  </ol>
);

export type Column<T> = { head: string; number?: boolean; cell: (row: T) => Child };

/** Shows rows as a table on wide screens, as cards on narrow ones. */
export function Table<T>({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
}) {
  return (
    <div class="scroll">
      <table class="stack">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={column.number ? "number" : ""}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column) => (
                <td class={column.number ? "number" : ""} data-label={column.head}>
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
