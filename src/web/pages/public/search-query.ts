import type { Context } from "hono";
import { AppError } from "../../../platform/core/errors.ts";
import { type Env, fieldErrors } from "../../../platform/http/index.ts";
import { SearchParameters, searchInput } from "../../../search/index.ts";
import type { Here } from "../../links/here.ts";
import { valuesOf } from "../../links/search.ts";

const LISTS = [
  ...["city", "county", "occupation", "benefits"],
  ...["shift", "payPeriod", "payday", "notShift", "notPayPeriod", "notPayday"],
];

/**
 * Reads the search query from the URL. The city in the cookie applies unless the URL has a `city`, even an
 * empty one.
 */
export function queryOf(c: Context<Env>, rememberedCity: string | null): URLSearchParams {
  const query = new URL(c.req.url).searchParams;
  if (rememberedCity && !query.has("city") && /^[0-9]{6}$/.test(rememberedCity))
    query.set("city", rememberedCity);
  // Messengers append parameters to shared links; drop unknown ones.
  for (const [key, value] of [...query])
    if (!(key in SearchParameters.shape) || (value === "" && key !== "city")) query.delete(key);
  return query;
}

/** Removes from the query what is measured from a place, if no place is known. */
export function withoutLostPlace(query: URLSearchParams, here: Here | null): void {
  if (query.has("near") || here) return;
  query.delete("within");
  if (query.get("sort") === "nearest") query.delete("sort");
}

/**
 * Converts the query to the input of a search. Distances are measured from the place in the query, else from
 * the reader's county. Throws INVALID_INPUT with the wrong fields if a value is invalid.
 */
export function parameters(query: URLSearchParams, here: Here | null = null) {
  const values = Object.fromEntries([...query].filter(([, value]) => value !== ""));
  // Checkboxes repeat a key; links join values with commas.
  for (const key of LISTS) if (values[key]) values[key] = valuesOf(query, key).join(",");
  const parsed = SearchParameters.safeParse(values);
  if (!parsed.success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(parsed.error) });
  const input = searchInput(parsed.data);
  return { ...input, near: input.near ?? here?.code ?? null };
}
