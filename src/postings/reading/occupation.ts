/** The part of an occupation row that is needed to find a trade: id, name, and other names in common use. */
export type OccupationRow = { id: string; name: string; aliases: readonly string[] };
type Alias = { id: string; words: string };
/** Names of all trades, longest first, so that 数控车床 matches before 车床. */
export type OccupationIndex = readonly Alias[];

/** Matches text after 工 that continues another word, so that 电工程师 contains no 电工, and 弱电工程师 no 弱电工. */
const TRADE_GOES_ON = /^[程作厂业艺具会地商资序龄伤期装]/;
const LATIN = /[a-z]/;

function plain(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(?<=[a-z])\s+(?=[a-z])/g, "_")
    .replace(/[\s\u200b-\u200f\ufeff]+/g, "");
}

export function buildOccupationIndex(rows: readonly OccupationRow[]): OccupationIndex {
  const seen = new Set<string>();
  const index: Alias[] = [];
  for (const row of rows) {
    for (const name of [row.name, ...row.aliases]) {
      const words = plain(name);
      if (words !== "" && !seen.has(words)) index.push({ id: row.id, words });
      seen.add(words);
    }
  }
  return index.sort((a, b) => b.words.length - a.words.length);
}

function occursAt(text: string, words: string): number {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const after = text.slice(at + words.length);
    const goesOn = words.endsWith("工") && TRADE_GOES_ON.test(after);
    const glued =
      (LATIN.test(words.charAt(0)) && LATIN.test(text.charAt(at - 1))) ||
      (LATIN.test(words.slice(-1)) && LATIN.test(after.charAt(0)));
    if (!goesOn && !glued) return at;
  }
  return -1;
}

/**
 * Returns the trade with the longest name in the text, or null. Of equally long names the first one counts:
 * 电焊工/电工 names its main trade first.
 */
function longest(text: string, index: OccupationIndex): string | null {
  let best: { id: string; at: number; length: number } | null = null;
  for (const { id, words } of index) {
    if (best !== null && words.length < best.length) break;
    const at = occursAt(text, words);
    if (at >= 0 && (best === null || at < best.at)) best = { id, at, length: words.length };
  }
  return best?.id ?? null;
}

/**
 * Returns the occupation of a job title, or null. Text outside brackets counts first: 电焊工（二保焊）,
 * 软件开发工程师（Java）. Of 数控车床操作工/学徒 the part before the slash counts first.
 */
export function guessOccupation(title: string, index: OccupationIndex): string | null {
  const text = plain(title.slice(0, 200));
  const outside = text.replace(/[([【][^)\]】]*[)\]】]?/g, " ");
  const first = outside.split(/[/、,;|]/)[0] ?? "";
  return longest(first, index) ?? longest(outside, index) ?? longest(text, index);
}
