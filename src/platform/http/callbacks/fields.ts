import type { Context } from "hono";
import { AppError, invalid } from "../../core/errors.ts";
import type { Env } from "../env.ts";

/** The fields of a callback: of its query string and its body together. */
export type Fields = ReadonlyMap<string, string>;

/** Servers send about twenty fields. */
const FIELDS_MAX = 100;
const NAME_MAX = 64;
const NAME = /^[A-Za-z][A-Za-z0-9_.-]*$/;
/** Control characters and half characters, which neither a log nor the database takes. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;
const TYPE = /^application\/(x-www-form-urlencoded|json)\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
/** One member of a flat JSON object. */
const MEMBER = /("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,}"]+)/g;

type Pair = readonly [name: string, value: string];

/**
 * Decodes percent signs and plus signs. Throws MALFORMED_BODY for a wrong escape and for bytes outside
 * UTF-8.
 */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new AppError("MALFORMED_BODY");
  }
}

/** Returns the fields of a query string or a form, in order. */
function* formPairs(text: string): Generator<Pair> {
  for (const part of text.split("&")) {
    if (part === "") continue;
    const [name = "", ...rest] = part.split("=");
    yield [decode(name), decode(rest.join("="))];
  }
}

const isScalar = (value: unknown) => typeof value !== "object" || value === null;

/**
 * Returns the members of a JSON object as they are written, so that a doubled name is seen and a long number
 * keeps its digits. Throws INVALID_INPUT for an object or list inside.
 */
function* jsonPairs(text: string): Generator<Pair> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("MALFORMED_BODY");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new AppError("MALFORMED_BODY");
  const nested = Object.entries(value).find(([, member]) => !isScalar(member));
  if (nested) throw invalid(nested[0].slice(0, NAME_MAX), "NESTED");
  for (const [, name = "", member = ""] of text.matchAll(MEMBER)) {
    const plain = member === "null" ? "" : member;
    yield [JSON.parse(name) as string, plain.startsWith('"') ? (JSON.parse(plain) as string) : plain];
  }
}

/** Returns the fields of the body. Throws MEDIA_TYPE_UNSUPPORTED unless it is a form or JSON in UTF-8. */
async function bodyPairs(c: Context<Env>): Promise<Iterable<Pair>> {
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length === 0) return [];
  const [, type] = TYPE.exec(c.req.header("content-type") ?? "") ?? [];
  const coding = c.req.header("content-encoding") ?? "identity";
  if (!type || coding !== "identity") throw new AppError("MEDIA_TYPE_UNSUPPORTED");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError("MALFORMED_BODY");
  }
  return type.toLowerCase() === "json" ? jsonPairs(text) : formPairs(text);
}

/**
 * Reads the fields of a callback's query string and body. Each name may stand once in both together: servers
 * append what a publisher wrote, so a second field of a name may be forged.
 * Throws INVALID_INPUT with the code REPEATED, INVALID_NAME, INVALID_FORMAT, NESTED or TOO_MANY of the field.
 */
export async function readFields(c: Context<Env>): Promise<Fields> {
  const fields = new Map<string, string>();
  const add = (pairs: Iterable<Pair>) => {
    for (const [name, value] of pairs) {
      const path = name.slice(0, NAME_MAX);
      if (name.length > NAME_MAX || !NAME.test(name)) throw invalid(path, "INVALID_NAME");
      if (UNFIT.test(value)) throw invalid(path, "INVALID_FORMAT");
      if (fields.has(name)) throw invalid(path, "REPEATED");
      if (fields.size === FIELDS_MAX) throw invalid(path, "TOO_MANY");
      fields.set(name, value);
    }
  };
  add(formPairs(new URL(c.req.url).search.slice(1)));
  add(await bodyPairs(c));
  return fields;
}
