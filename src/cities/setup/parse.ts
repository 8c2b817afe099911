import { z } from "zod";
import { fieldErrors } from "../../platform/http/index.ts";
import { SetupFile } from "./schema.ts";

/** A value's kind in JSON, for messages. */
export type JsonKind = "text" | "number" | "list" | "object" | "truth" | "nothing";

/** One fault of a setup file. `path` is dotted, and empty for the whole file. */
export type SetupFault = {
  path: string;
  code: string;
  /** The known member that an unknown one resembles most. */
  nearest?: string;
  /** For WRONG_KIND: what the schema wants, and what the file has. */
  expected?: JsonKind;
  received?: JsonKind;
};

const EXPECTED: Record<string, JsonKind> = { string: "text", array: "list", object: "object" };

function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "list";
  const kinds: Record<string, JsonKind> = { string: "text", number: "number", boolean: "truth" };
  return kinds[typeof value] ?? "object";
}

/** Returns the number of single changes (insert, delete, replace) that make one word another. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j += 1) {
      const replaced = (row[j] ?? 0) + (letter === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Share of a word's letters that may be wrong in a member that is still recognized. */
const WRONG_SHARE = 0.4;

function nearestOf(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, away: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best && best.away <= Math.max(1, word.length * WRONG_SHARE) ? best.name : undefined;
}

/** Returns the schema below optional values and defaults. */
function inner(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? inner(schema.def.innerType)
    : schema;
}

/** Returns the members that the schema knows at a path. */
function membersAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = SetupFile;
  for (const part of path) {
    if (schema instanceof z.ZodArray) schema = inner(schema.element);
    else if (schema instanceof z.ZodObject) schema = inner(schema.shape[String(part)]);
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const part of path) value = (value as Record<PropertyKey, unknown> | undefined)?.[part];
  return value;
}

function faultsOf(issue: z.core.$ZodIssue, json: unknown): SetupFault[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const nearest = nearestOf(key, membersAt(path));
      return { path: [...path, key].join("."), code: "UNKNOWN_FIELD", ...(nearest && { nearest }) };
    });
  const received = kindOf(valueAt(json, path));
  const expected = issue.code === "invalid_type" ? EXPECTED[issue.expected] : undefined;
  if (expected && received !== "nothing")
    return [{ path: path.join("."), code: "WRONG_KIND", expected, received }];
  return fieldErrors(new z.ZodError([issue])).map(({ path: at, code }) => ({ path: at, code }));
}

/** Checks the content of a setup file. Returns it, or all its faults. */
export function parseSetup(json: unknown): { file: SetupFile } | { faults: SetupFault[] } {
  const parsed = SetupFile.safeParse(json);
  if (parsed.success) return { file: parsed.data };
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, json)) };
}
