/** Levels of objects and lists that a payload may have. */
const DEPTH_MAX = 64;
const BACKSLASH = 0x5c;

/** Returns true if the text has at most `max` opening brackets of one kind, and so at most as many levels. */
function fewOf(bracket: string, text: string, max: number): boolean {
  let at = -1;
  for (let n = 0; n <= max; n += 1) {
    at = text.indexOf(bracket, at + 1);
    if (at < 0) return true;
  }
  return false;
}

/** Returns the names of the outermost object's members, and the levels, of valid JSON. */
function shapeOf(text: string): { names: string[]; depth: number } {
  const names: string[] = [];
  let [depth, deepest, last] = [0, 0, ""];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{" || sign === "[") depth += 1;
    else if (sign === "}" || sign === "]") depth -= 1;
    else if (sign === ":" && depth === 1) names.push(JSON.parse(last));
    else if (sign === '"') {
      const end = endOfText(text, at + 1);
      last = text.slice(at, end);
      at = end - 1;
    }
    deepest = Math.max(deepest, depth);
  }
  return { names, depth: deepest };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the number of quotes that end no escape, or -1 for a text with escapes. */
function quotesOf(text: string): number {
  if (text.includes("\\")) return -1;
  let n = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) n += 1;
  return n;
}

/** Returns the quotes that an object of numbers and texts has if it names no member twice. */
function quotesFor(members: Record<string, unknown>): number {
  let n = 0;
  for (const name in members) n += typeof members[name] === "string" ? 4 : 2;
  return n;
}

/**
 * Reads a flat JSON object in which each member stands once. Returns null for anything else: for most readers
 * the last of two equal members counts, for some the first. `plain`: the caller knows that none is doubled.
 */
export function readFlat(text: string, plain = false): Record<string, unknown> | null {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const members = value as Record<string, unknown>;
  if (plain || quotesOf(text) === quotesFor(members)) return members;
  const { names, depth } = shapeOf(text);
  return depth === 1 && new Set(names).size === names.length ? members : null;
}

/** Reads a JSON object whose outermost members each stand once. Returns null for anything else. */
export function readFlatText(text: string): Record<string, unknown> | null {
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { names } = shapeOf(text);
  return new Set(names).size === names.length ? (value as Record<string, unknown>) : null;
}

/** A half character as JSON.stringify writes it. */
const HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f][0-9a-f]{2}/;

/** Returns true if an object in valid JSON, at any level, names a member twice. */
function namesTwice(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let last = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{") open.push(new Set());
    else if (sign === "[") open.push(null);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === '"') {
      const end = endOfText(text, at + 1);
      last = text.slice(at, end);
      at = end - 1;
    } else if (sign === ":") {
      const [names, name] = [open.at(-1), JSON.parse(last)];
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}

/**
 * Reads JSON in which no object names a member twice and no half character stands. Throws a SyntaxError for
 * anything else.
 */
export function readStrict(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (namesTwice(text) || HALF.test(JSON.stringify(value))) throw new SyntaxError("doubled member");
  return value;
}

/** Returns the index after the text in quotes that begins before `at`, or -1 if it does not end. */
function endOfText(text: string, at: number): number {
  for (let end = text.indexOf('"', at); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
  return -1;
}

/** Returns true for a line of an entry as this program writes it, whose members none needs to count. */
export function isPlainLine(line: string): boolean {
  let at = 0;
  for (const opening of ['{"h":"', ',"p":"', ',"s":"']) {
    if (!line.startsWith(opening, at)) break;
    at = endOfText(line, at + opening.length);
    if (at < 0) return false;
  }
  return at === line.length - 1 && line.endsWith("}");
}

/** Reads a payload. Returns undefined unless it is JSON of at most 64 levels. */
export function readPayload(text: string): unknown {
  const half = DEPTH_MAX / 2;
  if (!(fewOf("{", text, half) && fewOf("[", text, half)) && !isShallow(text)) return undefined;
  return parse(text);
}

const isShallow = (text: string) => shapeOf(text).depth <= DEPTH_MAX;
