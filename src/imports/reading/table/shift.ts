import { remembering, rememberingEach } from "../../../platform/core/text.ts";
import { KINDS, type Kind } from "./content.ts";
import type { Field } from "./fields.ts";
import { squeeze } from "./labels.ts";
import type { Mapping } from "./mapping.ts";

/** Kinds of text that cannot be in a field's column. A cell of such a kind belongs to another column. */
const FOREIGN: Partial<Record<Field, Kind[]>> = {
  enterpriseName: [
    "contactPhone",
    "pay",
    "education",
    "sourceUrl",
    "date",
    "experience",
    "enterpriseSize",
    "uscc",
  ],
  title: ["contactPhone", "sourceUrl", "date", "uscc", "education", "contactEmail"],
  headcount: ["contactPhone", "education", "sourceUrl", "date", "uscc", "experience"],
  education: ["contactPhone", "sourceUrl", "date", "uscc", "enterpriseSize", "headcount"],
  experience: ["contactPhone", "sourceUrl", "date", "uscc", "enterpriseSize", "enterpriseNature"],
  pay: ["contactPhone", "education", "sourceUrl", "date", "uscc", "enterpriseSize", "experience", "contact"],
  place: ["contactPhone", "education", "sourceUrl", "date", "uscc", "experience", "enterpriseSize"],
  contactName: ["contactPhone", "education", "sourceUrl", "date", "uscc"],
  contactPhone: ["education", "sourceUrl", "date", "uscc", "enterpriseNature"],
  enterpriseNature: ["contactPhone", "sourceUrl", "date", "uscc", "enterpriseSize"],
  enterpriseSize: ["contactPhone", "sourceUrl", "uscc", "enterpriseNature", "education"],
  uscc: ["contactPhone", "sourceUrl", "date", "education", "enterpriseName"],
  validThrough: ["contactPhone", "sourceUrl", "education", "uscc"],
  postedAt: ["contactPhone", "sourceUrl", "education", "uscc", "enterpriseSize"],
};
/** Texts that fit many columns (不限, 若干), so they are no sign of a shift. */
const ANYWHERE = /^(不限|无|无要求|若干|面议|-|—|\/)$/;

const AGE = /^(?:1[4-9]|[2-6]\d|70)(?:[-~～—–至到]+(?:1[4-9]|[2-6]\d|70))?(?:周?岁)?(?:以[上下内])?$/;
/** Matches the name of a column in which ages stand among others (性别/年龄/学历). */
const NAMES_AGE = /年龄|岁|\bage\b/i;

/**
 * Returns the first cell that belongs to another column, as `field-holds-kind` (`pay-holds-contactPhone`), or
 * null. The row stays unchanged. `header` has the columns' names.
 */
export function suspectShift(cells: string[], mapping: Mapping, header: string[] = []): string | null {
  for (const { column, field, held, heldByAges } of readersOf(mapping)) {
    const kind = (NAMES_AGE.test(header[column] ?? "") ? heldByAges : held)(cells[column] ?? "");
    if (kind) return `${field}-holds-${kind}`;
  }
  return null;
}

/**
 * Returns a reader of a field's cells: the kind of a text that belongs to another column, or null. It
 * remembers recent texts. `ofAges`: the column's name names ages, so that a bare number is one.
 */
const heldIn = (field: Field, kinds: readonly Kind[], ofAges: boolean) =>
  remembering((cell): Kind | null => {
    const text = squeeze(cell);
    if (text === "" || ANYWHERE.test(text)) return null;
    if (AGE.test(text) && (ofAges || /[-~～—–至到岁]/.test(text))) return null;
    return kinds.find((kind) => KINDS[kind].test(text) && !fitsField(field, kind, text)) ?? null;
  });

const HELD = new Map(
  (Object.entries(FOREIGN) as [Field, Kind[]][]).map(([field, kinds]) => [
    field,
    { held: heldIn(field, kinds, false), heldByAges: heldIn(field, kinds, true) },
  ]),
);

/** Returns the columns of a mapping that have such a reader. */
const readersOf = rememberingEach((mapping: Mapping) =>
  Object.entries(mapping).flatMap(([column, { field }]) => {
    const readers = HELD.get(field);
    return readers ? [{ column: Number(column), field, ...readers }] : [];
  }),
);

/**
 * Returns true if a text also fits its own field, so that it is no sign of a shift: `50-150` may be a daily
 * pay or a number of employees.
 */
function fitsField(field: Field, kind: Kind, text: string): boolean {
  if (field === "pay" && kind === "enterpriseSize") return !text.includes("人");
  if (field === "education" && kind === "headcount") return text === "不限";
  const own = field in KINDS ? KINDS[field as Kind] : null;
  return own?.test(text) ?? false;
}
