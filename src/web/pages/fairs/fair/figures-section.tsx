import type { FC } from "hono/jsx";
import type { Meaning } from "../../../text/fairs/fair-figures.ts";
import { FIGURE, FIGURE_WORDS } from "../../../text/fairs/fair-figures.ts";

/** The name of a figure. Its title tells the definition. */
export const FigureName: FC<{ of: Meaning }> = ({ of }) => <span title={of.means}>{of.name}</span>;

/** The figures of a fair on its public page and in the public list of fairs. */
export const LISTED_FIGURES: readonly Meaning[] = [FIGURE.enterprises, FIGURE.postings];

/** The definitions of the figures on a page, folded. */
export const FigureMeanings: FC<{ of: readonly Meaning[] }> = ({ of }) => (
  <details class="sheet no-print">
    <summary>{FIGURE_WORDS.heading}</summary>
    <ul>
      {of.map(({ name, means }) => (
        <li>
          <b>{name}</b> {means}
        </li>
      ))}
    </ul>
  </details>
);
