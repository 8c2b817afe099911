import type { FC } from "hono/jsx";
import type { Filter, Understood } from "../../../search/index.ts";
import { EDUCATION } from "../../text/common.ts";
import { SEARCH } from "../../text/public/pages.ts";
import { FILTER, UNDERSTOOD } from "../../text/public/search.ts";
import { Notice } from "../blocks.tsx";

/** A condition that is in force, with the link that removes it. */
export type Chip = { text: string; href: string };

/** Returns the displayed texts of filters that no facet lists by name. */
export function filterTexts(filter: Partial<Filter>): string[] {
  const { payMin, payMax, dayPayMin, hourPayMin, payPeriod, payday, shift } = filter;
  const { notShift, notPayPeriod, notPayday, experienceYears, education } = filter;
  const range = payMin !== undefined && payMax !== undefined;
  const figure = dayPayMin ?? hourPayMin;
  return [
    ...(range ? [FILTER.payRange(payMin, payMax)] : []),
    ...(payMin !== undefined && !range ? [SEARCH.payBand(payMin)] : []),
    ...(payMax !== undefined && !range ? [FILTER.payMax(payMax)] : []),
    ...(payday ? [FILTER.payday(payday)] : []),
    ...(dayPayMin === undefined ? [] : [FILTER.dayPayMin(dayPayMin)]),
    ...(hourPayMin === undefined ? [] : [FILTER.hourPayMin(hourPayMin)]),
    ...(payPeriod && figure === undefined ? [FILTER.payPeriod(payPeriod)] : []),
    ...(shift ? [FILTER.shift(shift)] : []),
    ...(notShift ? [FILTER.notShift(notShift)] : []),
    ...(notPayPeriod ? [FILTER.notPayPeriod(notPayPeriod)] : []),
    ...(notPayday ? [FILTER.notPayday(notPayday)] : []),
    ...(experienceYears === undefined ? [] : [SEARCH.years(experienceYears)]),
    ...(education === undefined ? [] : [EDUCATION[education] ?? ""]),
  ];
}

/**
 * Returns a chip for each condition that the text in the search box names. Its link leaves out these words.
 */
export function understoodChips(pieces: readonly Understood[], hrefOf: (text: string) => string): Chip[] {
  return pieces.flatMap((piece) => {
    if (piece.kind !== "filter" && piece.kind !== "without") return [];
    const others = pieces.filter((other) => other !== piece && other.kind !== "unused");
    const text =
      piece.kind === "without" ? UNDERSTOOD.without(piece.word) : filterTexts(piece.filter).join("，");
    return [{ text, href: hrefOf(others.map((other) => other.text).join(" ")) }];
  });
}

export const Chips: FC<{ chips: readonly Chip[] }> = ({ chips }) =>
  chips.length === 0 ? null : (
    <ul class="chips">
      {chips.map(({ text, href }) => (
        <li>
          <a class="chip" href={href} aria-current="true" aria-label={SEARCH.remove(text)}>
            {text} ✕
          </a>
        </li>
      ))}
    </ul>
  );

/** Says which words of the search box have no effect, and why. */
export const UnusedWords: FC<{ pieces: readonly Understood[] }> = ({ pieces }) => {
  const texts = (why: "open" | "unclear") =>
    pieces.flatMap((piece) => (piece.kind === "unused" && piece.why === why ? [piece.text] : []));
  const [open, unclear] = [texts("open"), texts("unclear")];
  return (
    <>
      {unclear.length > 0 ? <Notice kind="waiting">{UNDERSTOOD.unclear(unclear)}</Notice> : null}
      {open.length > 0 ? <Notice>{UNDERSTOOD.open(open)}</Notice> : null}
    </>
  );
};
