import { splitPay, splitTitle } from "../../postings/index.ts";
import type { Field } from "../reading/index.ts";
import { headingOf, type SheetReader } from "./reader.ts";

type SheetTexts = Partial<Record<Field, string>>;

/**
 * Splits cells with two facts: a title with a number of people, and benefits with a pay. A cell is split only
 * if the other fact has no cell of its own.
 */
export function splitCells(row: SheetTexts, reader: SheetReader): SheetTexts {
  const named = row.title && !row.headcount ? splitTitle(row.title, headingOf(reader, "title")) : null;
  const paid = row.benefits && !row.pay ? splitPay(row.benefits, headingOf(reader, "benefits")) : null;
  if (!named && !paid) return row;
  const split = { ...row };
  if (named) Object.assign(split, { title: named.title, headcount: named.people });
  if (paid) split.pay = paid.pay;
  if (paid?.benefits) split.benefits = paid.benefits;
  else if (paid) delete split.benefits;
  return split;
}
