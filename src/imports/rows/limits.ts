import type { Flag } from "../../../db/schema/index.ts";
import { remembering, rememberingEach } from "../../platform/core/text.ts";
import { namesSex, readLimits } from "../../postings/index.ts";
import type { Field } from "../reading/index.ts";
import { headingOf, type SheetReader } from "./reader.ts";

/** Fields whose cells may hold several requirements: education, experience, sex, age, certificates. */
const FIELDS = ["education", "experience", "ageAndOther"] as const satisfies Field[];

/**
 * The requirements of a row, by kind. `education` and `experience` are undefined if no column speaks of them.
 * `rest` belongs to the requirements; `left` names the part of it that stood beside education or experience.
 */
export type CellLimits = {
  education: string | undefined;
  experience: string | undefined;
  rest: readonly (string | null)[];
  left: readonly { field: Field; text: string }[];
  flags: readonly Flag[];
};

type Texts = Partial<Record<Field, string | undefined>>;

const joined = (...texts: (string | null | undefined)[]) => {
  const said = texts.filter(Boolean);
  return said.length > 0 ? said.join("；") : undefined;
};

/** The fields that `limitsOf` reads. */
const READ = [...FIELDS, "headcount"] as const satisfies Field[];
/** Stands in no text that PostgreSQL keeps, so it separates texts. */
const SEPARATOR = "\0";

const remembered = rememberingEach((reader: SheetReader) =>
  remembering((said) => {
    const texts = said.split(SEPARATOR);
    return readCellLimits(
      Object.fromEntries(READ.map((field, at) => [field, texts[at] || undefined])),
      reader,
    );
  }),
);

/** Takes the cells of requirements apart. A field's own column takes precedence over other cells. */
export const limitsOf = (row: Texts, reader: SheetReader): CellLimits =>
  remembered(reader)(READ.map((field) => row[field] ?? "").join(SEPARATOR));

function readCellLimits(row: Texts, reader: SheetReader): CellLimits {
  const read = FIELDS.flatMap((field) => {
    const text = row[field];
    return text ? [{ field, text, limits: readLimits(text, headingOf(reader, field)) }] : [];
  });
  // The field's own column comes first. It may say the value in words that are not taken out.
  const textsOf = (kind: "education" | "experience") =>
    joined(
      ...[...read]
        .sort((a, b) => Number(b.field === kind) - Number(a.field === kind))
        .map(({ field, text, limits }) => limits[kind] ?? (field === kind ? text : null)),
    );
  return {
    education: textsOf("education"),
    experience: textsOf("experience"),
    rest: read.map(({ limits }) => limits.rest),
    left: read.flatMap(({ field, text, limits }) =>
      field !== "ageAndOther" && limits.rest && limits.rest !== text ? [{ field, text: limits.rest }] : [],
    ),
    flags: [
      ...read.flatMap(({ limits }) => limits.marked.map((mark) => ({ ...mark, field: "requirements" }))),
      ...(namesSex(row.headcount ?? "")
        ? [{ code: "SEX_LIMIT", field: "headcount", text: row.headcount ?? "" }]
        : []),
    ],
  };
}
