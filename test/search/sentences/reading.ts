import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { type Lexicon, parseQuery } from "../../../src/search/index.ts";
import { lexiconOf } from "../../../src/search/words/lexicon.ts";

type Row = Record<string, string>;
const read = (name: string): Row[] =>
  parse(readFileSync(new URL(`../../../db/reference/${name}`, import.meta.url)), {
    columns: true,
    bom: true,
  });
const split = (text: string | undefined) => (text ?? "").split("|").filter(Boolean);

/** Builds the lexicon of the reference files, without pinyin and coordinates. */
function referenceLexicon(): Lexicon {
  const occupations = new Map(
    read("occupations.csv").map(({ id = "", name = "", aliases }) => [
      id,
      { name, words: [name, ...split(aliases)], typed: [] as string[] },
    ]),
  );
  for (const { word = "", occupations: ids } of read("search-words.csv"))
    for (const id of split(ids)) occupations.get(id)?.words.push(word);
  const divisions = read("divisions.csv");
  return lexiconOf({
    occupations,
    divisions: new Map(
      divisions.map(({ code = "", name = "", short_name = "", aliases }) => [
        code,
        { words: [name, short_name, ...split(aliases)], typed: [], point: null },
      ]),
    ),
    cityByName: new Map(
      divisions
        .filter(({ level }) => level !== "county")
        .map(({ short_name = "", code = "" }) => [short_name, code]),
    ),
  });
}

export const lexicon = referenceLexicon();

/**
 * Returns how a query is read, as one line: words as they are, filters as JSON, excluded words after a minus,
 * and text without effect after `?` (not understood) or `!` (age and sex).
 */
export const reading = (query: string): string =>
  parseQuery(query, lexicon)
    .pieces.map((piece) => {
      if (piece.kind === "filter") return JSON.stringify(piece.filter).replaceAll('"', "");
      if (piece.kind === "without") return `-${piece.without.word}`;
      if (piece.kind === "unused") return `${piece.why === "open" ? "!" : "?"}${piece.text}`;
      return piece.text;
    })
    .join(" ");
