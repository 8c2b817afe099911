import type { RequestContext } from "../../platform/context.ts";
import { referenceWords } from "../engine.ts";
import type { Suggestion } from "../words/lexicon.ts";
import { normalise } from "../words/terms.ts";

const SUGGESTIONS_MAX = 8;

/**
 * Returns at most eight trades and places that contain the typed text; those that begin with it come first.
 * Uses the cached reference words, so it seldom queries the database.
 */
export async function suggestWords(ctx: Pick<RequestContext, "db">, typed: string): Promise<Suggestion[]> {
  const wanted = normalise(typed).trim().slice(0, 40);
  if (wanted === "") return [];
  const { lexicon } = await referenceWords(ctx);
  const ranked = lexicon.suggested.flatMap((suggestion) => {
    const at = suggestion.text.indexOf(wanted);
    return at < 0 || suggestion.text === wanted ? [] : [{ suggestion, at, length: suggestion.text.length }];
  });
  return ranked
    .sort(
      (a, b) =>
        Math.min(a.at, 1) - Math.min(b.at, 1) ||
        a.length - b.length ||
        (a.suggestion.text < b.suggestion.text ? -1 : 1),
    )
    .slice(0, SUGGESTIONS_MAX)
    .map(({ suggestion }) => suggestion);
}
