import type { Answer, Asked } from "./meili-stub.ts";

type Value = string | number | null;
type Document = Record<string, Value | Value[] | object>;
type Holds = (document: Document) => boolean;
type Query = {
  filter: string[];
  sort?: string[];
  page?: number;
  hitsPerPage?: number;
  offset?: number;
  limit?: number;
  facets?: string[];
};

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|STARTS WITH|IS NULL|EXISTS|[()[\],]|[<>]=?|=|[\w.-]+)/gy;

function tokensOf(filter: string): string[] {
  const tokens = [...filter.matchAll(TOKEN)].map(([, token]) => token ?? "");
  if (tokens.join("").replace(/\s/g, "") !== filter.replace(/\s/g, ""))
    throw new Error(`not understood: ${filter}`);
  return tokens;
}

const valuesOf = (document: Document, attribute: string): Value[] => {
  const found = document[attribute] as Value | Value[] | undefined;
  return (Array.isArray(found) ? found : [found ?? null]).filter((value) => value !== null);
};

const sets = new WeakMap<Document, Map<string, Set<string>>>();
/** Returns an attribute's values as texts, cached per document. */
function textsOf(document: Document, attribute: string): Set<string> {
  const mine = sets.get(document) ?? new Map<string, Set<string>>();
  sets.set(document, mine);
  const known = mine.get(attribute) ?? new Set(valuesOf(document, attribute).map(String));
  mine.set(attribute, known);
  return known;
}
const unquoted = (text: string) => (text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, "$1") : text);

/** Compiles a filter of Meilisearch's grammar: OR, AND, NOT, parentheses and the operators that we use. */
export function compileFilter(filter: string): Holds {
  const tokens = tokensOf(filter);
  let at = 0;
  const take = () => tokens[at++] ?? "";
  const taken = (token: string) => tokens[at] === token && Boolean(++at);
  const list = () => {
    const values: string[] = [];
    if (!taken("[")) throw new Error(`no list: ${filter}`);
    while (!taken("]")) {
      values.push(unquoted(take()));
      taken(",");
    }
    return values;
  };
  const condition = (): Holds => {
    const attribute = take();
    const operator = take();
    const has =
      (test: (value: Value) => boolean): Holds =>
      (document) =>
        valuesOf(document, attribute).some(test);
    if (operator === "IS NULL") return (document) => document[attribute] === null;
    if (operator === "EXISTS") return (document) => document[attribute] !== undefined;
    if (operator === "IN") {
      const values = list();
      return (document) => values.some((value) => textsOf(document, attribute).has(value));
    }
    const value = unquoted(take());
    if (operator === "=") return (document) => textsOf(document, attribute).has(value);
    const tests: Record<string, (found: Value) => boolean> = {
      "STARTS WITH": (found) => String(found).startsWith(value),
      "<=": (found) => Number(found) <= Number(value),
      ">=": (found) => Number(found) >= Number(value),
      ">": (found) => Number(found) > Number(value),
    };
    const test = tests[operator];
    if (!test) throw new Error(`no such operator: ${operator} in ${filter}`);
    return has(test);
  };
  const primary = (): Holds => {
    if (taken("NOT")) {
      const inner = primary();
      return (document) => !inner(document);
    }
    if (!taken("(")) return condition();
    const inner = either();
    if (!taken(")")) throw new Error(`not closed: ${filter}`);
    return inner;
  };
  const joined = (word: string, next: () => Holds, all: boolean) => (): Holds => {
    const parts = [next()];
    while (taken(word)) parts.push(next());
    return all ? (d) => parts.every((holds) => holds(d)) : (d) => parts.some((holds) => holds(d));
  };
  const either: () => Holds = joined("OR", joined("AND", primary, true), false);
  const holds = either();
  if (at !== tokens.length) throw new Error(`not read to its end: ${filter}`);
  return holds;
}

const RULES = ["published:desc", "id:desc"];

/** Compares by sort rules. Documents without the attribute come last. Distances are measured on a plane. */
function compare(rules: string[]): (a: Document, b: Document) => number {
  const keys = rules.map((rule) => {
    const [, lat, lng] = /^_geoPoint\((.+), (.+)\):asc$/.exec(rule) ?? [];
    const key = (document: Document): Value => {
      if (lat === undefined) return valuesOf(document, rule.split(":")[0] ?? "")[0] ?? null;
      const point = document._geo as { lat: number; lng: number } | null;
      return (
        point &&
        -Math.hypot(
          point.lat - Number(lat),
          (point.lng - Number(lng)) * Math.cos((Number(lat) * Math.PI) / 180),
        )
      );
    };
    return key;
  });
  return (a, b) => {
    for (const key of keys) {
      const [one, other] = [key(a), key(b)];
      if (one === other) continue;
      if (one === null || other === null) return one === null ? 1 : -1;
      return one < other ? 1 : -1;
    }
    return 0;
  };
}

function countsOf(found: Document[], facets: string[]) {
  return Object.fromEntries(
    facets.map((facet) => {
      const counts: Record<string, number> = {};
      for (const document of found)
        for (const value of valuesOf(document, facet))
          counts[String(value)] = (counts[String(value)] ?? 0) + 1;
      return [facet, counts];
    }),
  );
}

/**
 * A stand-in for Meilisearch that evaluates filters, sorts, pages and facet counts as its documentation
 * defines them. It searches no text. `answer` is the answer to a recorded request, for `MeiliStub.answer`.
 */
export function filteringEngine() {
  const documents = new Map<string, Document>();
  const queryOf = ({ filter, sort = [], page, hitsPerPage, offset, limit, facets }: Query) => {
    const conditions = filter.map(compileFilter);
    const found = [...documents.values()].filter((document) => conditions.every((holds) => holds(document)));
    found.sort(compare([...sort, ...RULES]));
    const from = page === undefined || hitsPerPage === undefined ? (offset ?? 0) : (page - 1) * hitsPerPage;
    const hits = found.slice(from, from + (hitsPerPage ?? limit ?? 20)).map(({ id }) => ({ id }));
    return {
      hits,
      ...(page === undefined ? { estimatedTotalHits: found.length } : { totalHits: found.length }),
      ...(facets ? { facetDistribution: countsOf(found, facets) } : {}),
    };
  };
  return {
    answer({ method, path, body }: Asked): Answer | undefined {
      if (path === "/multi-search")
        return { status: 200, body: { results: (body as { queries: Query[] }).queries.map(queryOf) } };
      if (path.endsWith("/documents/fetch")) {
        const results = [...documents.values()].filter(compileFilter((body as { filter: string }).filter));
        return { status: 200, body: { results, total: results.length } };
      }
      if (path.endsWith("/delete-batch")) for (const id of body as string[]) documents.delete(id);
      else if (method === "POST" && path.includes("/documents?"))
        for (const document of body as Document[]) documents.set(String(document.id), document);
      return undefined;
    },
  };
}
