import { KIND_FIELD, KINDS, type Kind, shares } from "./content.ts";
import { type Field, JOINED } from "./fields.ts";
import { recognise, squeeze } from "./labels.ts";

/** Field and confidence (0–1) of each zero-based column. */
export type Mapping = Record<number, { field: Field; confidence: number }>;

/** Lowest confidence of a proposed field. A column below it is proposed as ignored, and a person decides. */
const CONFIDENCE_MIN = 0.3;

type Guess = { column: number; field: Field; confidence: number };

/**
 * Proposes a field for every column. Uses the column's name, and its cells if the name is unknown, vague or
 * contradicted by the cells. If a field allows one column only, the most certain column gets it. `samples`
 * are the cells of data rows. Columns of `hidden` are ignored.
 */
export function proposeMapping(
  header: string[],
  samples: string[][],
  hidden: readonly number[] = [],
): Mapping {
  const width = Math.max(header.length, ...samples.map((row) => row.length), 0);
  const guesses: Guess[] = [];
  for (let column = 0; column < width; column++) {
    if (hidden.includes(column)) continue;
    const cells = samples.map((row) => row[column] ?? "");
    guesses.push(...guessColumn(column, header[column] ?? "", cells));
  }
  guesses.sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const mapping: Mapping = {};
  const taken = new Set<Field>();
  for (const { column, field, confidence } of guesses) {
    if (mapping[column] || confidence < CONFIDENCE_MIN) continue;
    const shared = field === "ignored" || (field in JOINED && confidence >= 0.65);
    if (taken.has(field) && !shared) continue;
    mapping[column] = { field, confidence };
    taken.add(field);
  }
  for (let column = 0; column < width; column++) mapping[column] ??= { field: "ignored", confidence: 0 };
  return mapping;
}

function guessColumn(column: number, name: string, cells: string[]): Guess[] {
  const byName = recognise(name);
  const byCells = guessByCells(column, cells);
  if (!byName) return byCells;
  const texts = cells.map(squeeze).filter((c) => c !== "");
  const surest = byCells[0];
  let { field, confidence } = byName;
  const vague = field === "sequence" && !/^序/.test(squeeze(name));
  if (vague && texts.length > 0 && !isSequence(texts)) {
    field = "sourceId";
    confidence = 0.8;
  }
  if (field === "sourceId" && !byName.exact) confidence = 0.6;
  // 开始时间 and 结束时间 may be those of a working day.
  const clock = texts.filter((text) => /^\d{1,2}:\d{2}/.test(text)).length;
  if ((field === "validThrough" || field === "postedAt") && clock * 2 > texts.length) field = "workTime";
  if (field === "contactName" && surest?.field === "contact" && surest.confidence > 0.4) field = "contact";
  if (field === "contactPhone" && surest?.field === "contact" && surest.confidence > 0.4) field = "contact";
  const contradicted =
    surest !== undefined && surest.field !== field && !agrees(field, texts) && surest.confidence >= 0.5;
  if (contradicted && STRONG.has(field)) confidence -= 0.5;
  return [{ column, field, confidence }, ...byCells.map((g) => ({ ...g, confidence: g.confidence * 0.9 }))];
}

/** Fields whose cells have a recognisable form. Cells of another form contradict the column's name. */
const STRONG = new Set<Field>([
  "contactPhone",
  "pay",
  "headcount",
  "education",
  "uscc",
  "sourceUrl",
  "title",
]);

function agrees(field: Field, texts: string[]): boolean {
  const kind = (Object.keys(KIND_FIELD) as (keyof typeof KIND_FIELD)[]).find((k) => KIND_FIELD[k] === field);
  if (!kind || texts.length === 0) return true;
  const numeric =
    field === "pay" || field === "headcount" ? texts.filter((c) => /^[\d.,]{1,8}$/.test(c)).length : 0;
  return (texts.filter((c) => KINDS[kind].test(c)).length + numeric) / texts.length >= 0.3;
}

/** Kinds from most to least specific, each with the confidence of a column in which all cells match. */
const WEIGHTS: [Exclude<Kind, "date">, number][] = [
  ["contactPhone", 0.8],
  ["contactEmail", 0.8],
  ["uscc", 0.8],
  ["sourceUrl", 0.6],
  ["contact", 0.75],
  ["education", 0.7],
  ["experience", 0.7],
  ["enterpriseSize", 0.7],
  ["enterpriseNature", 0.65],
  ["pay", 0.65],
  ["enterpriseName", 0.65],
  ["benefits", 0.55],
  ["title", 0.55],
  ["place", 0.5],
  ["headcount", 0.45],
];

function guessByCells(column: number, cells: string[]): Guess[] {
  const { filled, share } = shares(cells);
  if (filled < 2) return [];
  const texts = cells.map(squeeze).filter((c) => c !== "");
  if (isSequence(texts) && texts.length >= 3) return [{ column, field: "sequence", confidence: 0.6 }];
  return WEIGHTS.map(([kind, weight]) => ({
    column,
    field: KIND_FIELD[kind],
    confidence: weight * share(kind),
  }))
    .filter((g) => g.confidence >= CONFIDENCE_MIN)
    .sort((a, b) => b.confidence - a.confidence);
}

/**
 * Returns true if the texts are running numbers: whole numbers that nearly always rise. Up to a fifth of the
 * texts may be something else, such as a total or a note.
 */
function isSequence(texts: string[]): boolean {
  const numbers = texts.filter((c) => /^\d{1,6}$/.test(c)).map(Number);
  if (numbers.length < texts.length * 0.8) return false;
  const rising = numbers.filter((n, i) => i > 0 && n > (numbers[i - 1] ?? 0)).length;
  return rising >= (numbers.length - 1) * 0.8;
}
