import type { Context } from "hono";
import { AppError } from "../../../platform/core/errors.ts";
import { type Env, fieldErrors } from "../../../platform/http/index.ts";
import { SearchParameters, searchInput } from "../../../search/index.ts";
import { valuesOf } from "../../links/search.ts";

const LISTS = ["city", "county", "occupation", "benefits"];

/** The question of an address. A remembered city narrows it unless the address names one, if only as nothing. */
export function queryOf(c: Context<Env>, rememberedCity: string | null): URLSearchParams {
  const query = new URL(c.req.url).searchParams;
  if (rememberedCity && !query.has("city") && /^[0-9]{6}$/.test(rememberedCity))
    query.set("city", rememberedCity);
  // What a messenger adds to a shared address is no question of ours.
  for (const [key, value] of [...query])
    if (!(key in SearchParameters.shape) || (value === "" && key !== "city")) query.delete(key);
  return query;
}

/** What a search takes, or a refusal with the fields. */
export function parameters(query: URLSearchParams) {
  const values = Object.fromEntries([...query].filter(([, value]) => value !== ""));
  // A form's checkboxes repeat their key, a link joins its values.
  for (const key of LISTS) if (values[key]) values[key] = valuesOf(query, key).join(",");
  const parsed = SearchParameters.safeParse(values);
  if (!parsed.success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(parsed.error) });
  return searchInput(parsed.data);
}
