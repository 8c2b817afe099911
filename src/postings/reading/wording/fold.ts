/** A text as the rules read it, and where each of its characters begins and ends in the given text. */
export type Folded = { text: string; at: readonly number[] | null; to: readonly number[] | null };

/** Matches Chinese characters, their marks, plain letters and digits: only variants among them are folded. */
const PLAIN = /^[\n!-)+-,/-^`-{}\u3001\u3002\u4e00-\u9fa5]*$/;
/** Marks and pictures that somebody puts between two characters of a word, so that no program finds it. */
const BETWEEN =
  /(?<=\p{Script=Han})(?:[*·•.._'"“”‘’#@&%-]|\p{S}|\p{Extended_Pictographic}|\p{Emoji_Modifier})+(?=\p{Script=Han})/gu;
/** A bracket around one character of a word: 只【招】女. */
const BRACKETED = /(?<=\p{Script=Han})[【[「『(<《{]([^男女汉])[】\]」』)>》}](?=\p{Script=Han})/gu;
const UNSEEN = /^[\s\p{Default_Ignorable_Code_Point}\u2800]$/u;

/** Traditional characters of the words that rules look for, then characters that only look like them. */
const PAIRS =
  "別别齡龄歲岁證证費费繳缴貸贷婦妇漢汉優优無无須须職职錢钱戶户單单墊垫僅仅衹只祇只陽阳離离異异貌貌業业專专類类簽签險险應应試试經经驗验學学歷历統统殘残記记錄录體体檢检測测傳传為为與与來来會会還还個个業业雙双滿满現现間间條条員员擾扰請请關关聯联絡络選选擇择適适養养錢钱壓压領领報报訓训轉转賬账號号內内額额標标紋纹屬属貧贫歡欢話话過过後后從从買买賣卖長长頭头⼥女⽣生㚢女⼯工嘢野";
const VARIANTS: Readonly<Record<string, string>> = Object.fromEntries(
  PAIRS.match(/../gu)?.map((pair) => [...pair] as [string, string]) ?? [],
);
const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join("")}]`);

/** Words in parts, in letters and in other characters of the same sound or look. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [
    /田力(?=[,;。性士生工的优]|$)|(?<=[限招要是:])(?:nan|boy)(?=[性士生工的,;。]|$)|(?<=[\u4e00-\u9fa5])nan(?=[性士生工的])|[㚻侽]/gi,
    "男",
  ],
  [/(?<=[限招要是:])(?:nv|nü)(?=[性士生工的,;。]|$)|[囡釹]/gi, "女"],
  [/[丫鸭呀压](?=金(?![属融鱼]))|(?<![a-z])ya?(?=金)/gi, "押"],
  [/(?<=押)(?:jin|巾|今)(?![a-z])/gi, "金"],
  [/(?<![a-z])yj(?=\d|[:,;。元费])/gi, "押金"],
  [/(?<![a-z])bzj(?![a-z])/gi, "保证金"],
  [/(?<![a-z])(?:shua|s)(?=单)|唰(?=单)/gi, "刷"],
  [/(?<=刷)(?:dan|d)(?![a-z])|(?<=刷)[丹箪]/gi, "单"],
  [/(?<![a-z])yi(?=肝)|(?<![\u4e00-\u9fa5])已(?=肝)/gi, "乙"],
  [/(?<=乙)(?:gan(?![a-z])|[旰干月](?=[携患病者勿不五]))/gi, "肝"],
  [/(?<=[汉回满少数民])zu(?![a-z])/gi, "族"],
  [/(?<=身份|毕业)zheng(?![a-z])|(?<=身份)正(?=原|由|统)/gi, "证"],
  [/(?<![a-z])sfz(?![a-z])/gi, "身份证"],
  [/(?<=[服装训检介])fei(?![a-z])/gi, "费"],
];
const DIGITS = "〇一二三四五六七八九";
/** An age in Chinese numerals: 三十五岁, 十四五岁, 四十以内, 满十五即可. */
const NUMERAL =
  /([一二三四五六七八]?十[一二三四五六七八九]?)[一二三四五六七八九]?(?=周岁|岁|多岁|来岁|以[下内里]|往[下上]|封顶)|(?<=[满龄过在大纪到至够足:~-])([一二三四五六]?十[一二三四五六七八九]?)(?=$|[,;。!?)的即可也就起]|左右|以上|[~-]|[至到][一二三四五六])/g;

function figures(text: string): string {
  const [tens = "", ones = ""] = text.split("十");
  return (tens ? String(DIGITS.indexOf(tens)) : "1") + (ones ? String(DIGITS.indexOf(ones)) : "0");
}

const MASKED = new RegExp([...MASKS.map(([mask]) => mask.source), NUMERAL.source].join("|"), "i");

/** Tables and patterns of folding. The version of the rules covers them. */
export const FOLDING = [VARIANTS, MASKS, NUMERAL, BETWEEN, BRACKETED];

type Read = { text: string; at: number[]; to: number[] };

/** Replaces what a pattern matches. All of the new word stands where all of the old stood. */
function replaced(read: Read, pattern: RegExp, word: (hit: RegExpExecArray) => string): Read {
  const out: Read = { text: "", at: [], to: [] };
  let from = 0;
  const keep = (until: number) => {
    out.text += read.text.slice(from, until);
    out.at.push(...read.at.slice(from, until));
    out.to.push(...read.to.slice(from, until));
  };
  for (const hit of read.text.matchAll(pattern)) {
    keep(hit.index);
    from = hit.index + hit[0].length;
    const one = word(hit);
    out.text += one;
    for (let i = 0; i < one.length; i += 1) {
      out.at.push(read.at[hit.index] ?? 0);
      out.to.push(read.to[from - 1] ?? 0);
    }
  }
  if (from === 0) return read;
  keep(read.text.length);
  return out;
}

function characters(given: string, blank: string): Read {
  const read: Read = { text: "", at: [], to: [] };
  let place = 0;
  for (const one of given) {
    const from = place;
    place += one.length;
    const unseen = one !== "\n" && UNSEEN.test(one);
    const kept = unseen
      ? /\s/.test(one) && !read.text.endsWith(blank)
        ? blank
        : ""
      : [...one.normalize("NFKC").replace(/[^\S\n]/g, "")].map((c) => VARIANTS[c] ?? c).join("");
    read.text += kept;
    for (let i = 0; i < kept.length; i += 1) {
      read.at.push(from);
      read.to.push(place);
    }
  }
  return read;
}

/**
 * Folds a text for the rules: NFKC, without blanks, unseen characters and marks inside words, with simplified
 * characters, and without the usual disguises. Line breaks stay, because they end a clause. `blank` stands
 * for blanks and marks inside words instead.
 */
export function fold(given: string, blank: "" | "," = ""): Folded {
  if (PLAIN.test(given) && !VARIANT.test(given) && !MASKED.test(given))
    return { text: given, at: null, to: null };
  let read = replaced(characters(given, blank), BETWEEN, () => blank);
  if (blank === "") read = replaced(read, BRACKETED, (hit) => hit[1] ?? "");
  if (!MASKED.test(read.text)) return read;
  for (const [mask, word] of MASKS) read = replaced(read, mask, () => word);
  return replaced(read, NUMERAL, (hit) => figures(hit[1] ?? hit[2] ?? ""));
}

/** Returns the part of the given text from which the folded characters `start` to `end` come. */
export function sourceOf(
  given: string,
  { at, to }: Folded,
  start: number,
  end: number,
): { start: number; end: number } {
  return at && to ? { start: at[start] ?? given.length, end: to[end - 1] ?? given.length } : { start, end };
}
