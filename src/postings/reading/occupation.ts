/** The part of an occupation row that is needed to find a trade: id, name, and other names in common use. */
export type OccupationRow = { id: string; name: string; aliases: readonly string[] };
/**
 * The trades by each of their names, the first characters of all names, and the length of the longest name.
 */
export type OccupationIndex = {
  ids: ReadonlySet<string>;
  byName: ReadonlyMap<string, string>;
  starts: ReadonlySet<string>;
  lengthMax: number;
};

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
  const byName = new Map<string, string>();
  let lengthMax = 0;
  for (const row of rows) {
    for (const name of [row.name, ...row.aliases]) {
      const words = plain(name);
      if (words !== "" && !byName.has(words)) byName.set(words, row.id);
      lengthMax = Math.max(lengthMax, words.length);
    }
  }
  const starts = new Set([...byName.keys()].map((name) => name.charAt(0)));
  return { ids: new Set(rows.map(({ id }) => id)), byName, starts, lengthMax };
}

/** Returns true if `words`, which stand in the text at `at`, are not part of a longer word. */
function standsAlone(text: string, at: number, words: string): boolean {
  const after = text.slice(at + words.length);
  const goesOn = words.endsWith("工") && TRADE_GOES_ON.test(after);
  const glued =
    (LATIN.test(words.charAt(0)) && LATIN.test(text.charAt(at - 1))) ||
    (LATIN.test(words.slice(-1)) && LATIN.test(after.charAt(0)));
  return !goesOn && !glued;
}

/**
 * Returns the trade with the longest name in the text, or null: 数控车床 matches before 车床. Of equally long names
 * the first one counts: 电焊工/电工 names its main trade first.
 */
function longest(text: string, { byName, starts, lengthMax }: OccupationIndex): string | null {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (starts.has(text.charAt(at))) places.push(at);
  for (let length = Math.min(text.length, lengthMax); length > 0; length -= 1)
    for (const at of places) {
      if (at + length > text.length) break;
      const words = text.slice(at, at + length);
      const id = byName.get(words);
      if (id !== undefined && standsAlone(text, at, words)) return id;
    }
  return null;
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
