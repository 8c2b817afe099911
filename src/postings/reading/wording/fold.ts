/** A text as the rules read it, and the place in the given text of each of its characters. */
export type Folded = { text: string; at: readonly number[] | null };

/** Matches Chinese characters, their marks, plain letters and digits: only variants among them are folded. */
const PLAIN = /^[\n!-)+-,/-^`-{}\u3001\u3002\u4e00-\u9fa5]*$/;
const HAN = /\p{Script=Han}/u;
/** Marks that somebody puts between two characters of a word, so that no program finds it. */
const BETWEEN = /^[*·•.._^|~`'"“”‘’]$/u;
const UNSEEN = /^[\s\p{Default_Ignorable_Code_Point}\u2800]$/u;

/** Traditional characters of the words that rules look for, and characters that only look like them. */
const VARIANTS: Readonly<Record<string, string>> = {
  別: "别",
  齡: "龄",
  歲: "岁",
  證: "证",
  費: "费",
  繳: "缴",
  貸: "贷",
  婦: "妇",
  漢: "汉",
  優: "优",
  無: "无",
  須: "须",
  職: "职",
  錢: "钱",
  戶: "户",
  單: "单",
  墊: "垫",
  僅: "仅",
  衹: "只",
  祇: "只",
  陽: "阳",
  "⼥": "女",
  "⽣": "生",
  㚢: "女",
  "⼯": "工",
};

const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join("")}]`);

/**
 * Folds a text for the rules: NFKC, without blanks and unseen characters, with simplified characters. Line
 * breaks stay, because they end a clause.
 */
export function fold(given: string): Folded {
  if (PLAIN.test(given) && !VARIANT.test(given)) return { text: given, at: null };
  const characters: string[] = [];
  const at: number[] = [];
  let place = 0;
  for (const one of given) {
    const from = place;
    place += one.length;
    if (one !== "\n" && UNSEEN.test(one)) continue;
    for (const folded of one.normalize("NFKC").replace(/\s/g, one === "\n" ? "\n" : "")) {
      characters.push(VARIANTS[folded] ?? folded);
      at.push(from);
    }
  }
  const kept = characters.flatMap((one, i) => {
    const isBetween =
      BETWEEN.test(one) && HAN.test(characters[i - 1] ?? "") && HAN.test(characters[i + 1] ?? "");
    return isBetween ? [] : [i];
  });
  const places = kept.flatMap((i) => Array.from(characters[i] ?? "", () => at[i] ?? 0));
  return { text: kept.map((i) => characters[i]).join(""), at: [...places, given.length] };
}

/** Returns the part of the given text from which the folded characters `start` to `end` come. */
export function sourceOf(
  given: string,
  { at }: Folded,
  start: number,
  end: number,
): { start: number; end: number } {
  if (!at) return { start, end };
  const from = at[start] ?? given.length;
  const last = at[end - 1] ?? from;
  const width = given.codePointAt(last);
  return { start: from, end: last + (width !== undefined && width > 0xffff ? 2 : 1) };
}
