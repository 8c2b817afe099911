import { codesOf, type Lexicon } from "./lexicon.ts";
import { type Exclusion, matchAt, type Piece, type Read } from "./pieces.ts";
import { asInTitle, asPair, pairs } from "./terms.ts";
import { readWish } from "./wishes.ts";
import { readCondition, readProtected } from "./work-words.ts";

/**
 * Words before what a person rejects. After a strong one, any word is rejected. After a weak one, only known
 * words are: 不锈钢 and 无人机 reject nothing.
 */
const STRONG =
  /不要|不想要?|不愿意?|不[干做当去找]|不考虑|不接受|不喜欢|不包?含|不包括|不是|不在(?!乎)|[上干受做熬倒]不了|[别甭](?:再|要|看|给|让|叫|安排|派|推荐?|介绍)+(?:我|俺|咱)?(?:推荐?|介绍|看|整|来|安排|派)?|拒绝|谢绝|排除|not\s+/y;
const EXCEPT = /除了|除[去开]|除(?=[夜晚白倒]班)|除(?=[^\s,]{1,12}?(?:以外|之外|外))/y;
const WEAK = /不(?:需要?|用|必|能)?|无[需须]?|没有?|[非免别甭勿]/y;
const MINUS = /[-−–—‐‑!](?=[^\s\d-])/y;
/** Words between a negation and its object: 不用上夜班, 不想当保安. */
const VERBS =
  /(?:\s|什么|任何|那种|这种|需要|要求?|想|愿意|再|给我|让我|推荐|介绍|从事|应聘|[上干做当去找是有进到用招推搞整跑会交收被])+/y;
const JOINER = /\s*(?:、|\/|和|与|及|跟|或者?|以及|还有)\s*/y;
const TAIL = /(?:性质|行业|岗位?|工种|方面|公司|类)*(?:的(?:工作|活儿?|岗位?)?)?(?:以外|之外|外)?/y;
const REFUSAL =
  "(?:不要|不干活|不[干做去行上]|不考虑|不想[干做去上]|[别甭](?:给我|让我|跟我)?(?:推荐?|介绍|看|说|来|找我?|联系|整)|勿[扰投]|免谈)";
const AFTER = new RegExp(
  `(?:的|类|岗位?|工作|活儿?)*(?:都|就|\\s(?=不行|除外|免谈|勿))?(?:除外的?|${REFUSAL}的?(?![\\p{L}\\p{N}]))`,
  "uy",
);
const BARE_REFUSAL = new RegExp(`^${REFUSAL}$`);

/** True for a negation that has no object behind it, such as 不要. */
export const isBareRefusal = (text: string): boolean => BARE_REFUSAL.test(text);

/** Conditions that people avoid and that only a posting's text states. */
const AVOIDED =
  /[押扣压](?:身份证|证件|证|工资|金)|中介|劳务(?:派遣|公司)?|派遣|外包|[加连值]班(?![车长员费])|出差|应酬|喝酒|保证金|培训费|服装费|体检费|扣款|罚款|久站|高空|登高|高温|噪音|粉尘/y;
/** Index codes of postings that have what is avoided, beside the words. */
const AVOIDED_CODES: readonly (readonly [RegExp, string])[] = [
  [/中介|劳务|派遣|外包/, "+agency"],
  [/加班/, "+overtimePay"],
];
/** Words with a benefit's code that name a kind of work. */
const KINDS_OF_WORK = /兼职|学徒|带徒/;
const HAN = /\p{Script=Han}/u;
const LATIN = /(?:(?!\p{Script=Han})[\p{L}\p{N}#+.])+/uy;
const UNKNOWN_MAX_CHARS = 12;

/**
 * Returns combinations of pairs with which a text denies a word: 不加班, 无需加班, 不用加班, 中介勿扰. The text of a
 * posting is indexed by pairs of characters.
 */
function denials(word: string): string[][] {
  const [first = ""] = word;
  const last = [...word].at(-1) ?? "";
  const before = (char: string) => asPair(char + first);
  const compound = ["不用", "无需", "不需", "不要", "没有", "不必", "无须", "不收", "不交", "不会"];
  return [
    ...[..."不无没免非勿禁"].map((char) => [before(char)]),
    ...compound.map((denial) => [asPair(denial), before(denial.slice(-1))]),
    [asPair("不需"), before("要")],
    [asPair(`${last}勿`)],
  ];
}

/** Returns the exclusion of a word anywhere in a posting, unless the posting denies it. */
function anywhere(word: string): Exclusion {
  const codes = AVOIDED_CODES.flatMap(([pattern, code]) => (pattern.test(word) ? [[code]] : []));
  const whole = HAN.test(word) && word.length > 1 ? pairs(word).map(asPair) : [word];
  return { word, anyOf: [whole, ...codes], unless: HAN.test(word) ? denials(word) : [] };
}

/**
 * Returns the exclusion of a place by its code, or of a trade by its code and by the word in a title. A
 * trade's word may stand in the employer's name and in the description of another trade.
 */
function named(word: string, lexicon: Lexicon): Exclusion {
  const { exact, weaker } = codesOf(word, lexicon);
  const places = exact.filter((code) => code.startsWith("@"));
  const trades = (exact.length > 0 ? exact : weaker).filter((code) => !code.startsWith("@"));
  const ways = places.length > 0 ? places : [...trades, asInTitle(word)];
  return { word, anyOf: ways.map((way) => [way]), unless: [] };
}

/** Negations that end other words: 识别, 故障排除, 除非. */
const IN_WORDS = /^(?:[没无非免别甭勿]|排除|拒绝|谢绝)/;

/** The query that all readers read. `known` returns the longest known word at a position. */
export type Reader = {
  text: string;
  lexicon: Lexicon;
  /** False if the text has no character of a negation that stands after its object. */
  denies: boolean;
  known(at: number): string;
  /** True if politeness or a question word begins at a position. */
  isFiller(at: number): boolean;
};

type Rejected = Piece extends infer P ? (P extends Piece ? Omit<P, "text"> : never) : never;
const UNCLEAR = { kind: "unused", why: "unclear" } as const satisfies Rejected;

/** Reads what a negation rejects. A rejected benefit is no filter. Returns null if it is nothing known. */
function readRejected({ text, lexicon, known }: Reader, at: number): Read<Rejected> | null {
  const word = known(at);
  const condition = readCondition(text, at);
  if (condition && condition.end - at >= word.length)
    return { end: condition.end, value: { kind: "filter", filter: condition.value.not } };
  const open = readProtected(text, at);
  if (open !== null) return { end: open, value: { kind: "unused", why: "open" } };
  const wish = readWish(text, at);
  if (wish) {
    const { payMin, payMax } = wish.value;
    const ceiling = payMin === undefined && payMax !== undefined;
    return { end: wish.end, value: ceiling ? { kind: "filter", filter: { payMin: payMax } } : UNCLEAR };
  }
  const avoided = matchAt(AVOIDED, text, at);
  if (avoided.length > word.length || (avoided && AVOIDED_CODES.some(([pattern]) => pattern.test(avoided))))
    return { end: at + avoided.length, value: { kind: "without", without: anywhere(avoided) } };
  if (!word) return null;
  const codes = lexicon.names.exact.get(word) ?? [];
  const benefit =
    codes.length > 0 && codes.every((code) => code.startsWith("+")) && !KINDS_OF_WORK.test(word);
  return {
    end: at + word.length,
    value: benefit ? UNCLEAR : { kind: "without", without: named(word, lexicon) },
  };
}

const skipVerbs = (text: string, at: number) => at + matchAt(VERBS, text, at).length;

/**
 * Returns the end of an unknown word after a negation: the next known word, filler or 的. After a strong
 * negation, a single character belongs to the known word behind it: 卖保险.
 */
function endOfUnknown({ text, known, isFiller }: Reader, at: number, strong: boolean): number {
  const latin = matchAt(LATIN, text, at);
  if (latin) return at + latin.length;
  let end = at;
  while (end - at < UNKNOWN_MAX_CHARS && HAN.test(text[end] ?? "") && text[end] !== "的") {
    if (strong && end === at + 1 && known(end)) return end + known(end).length;
    if (end > at && (known(end) || isFiller(end))) break;
    end += 1;
  }
  return end;
}

/** Reads the first object of a negation. Returns null if it rejects nothing. */
function readObject(reader: Reader, at: number, operator: string, strong: boolean): Read<Rejected> | null {
  const { text } = reader;
  const found = readRejected(reader, at) ?? readRejected(reader, skipVerbs(text, at));
  if (found) return found;
  // Names begin with 无 and 非: 无尘车间, 非遗.
  if (!strong && /^[无非]$/.test(operator)) return null;
  const from = skipVerbs(text, at);
  const end = endOfUnknown(reader, from, strong);
  const word = text.slice(from, end);
  const any = strong && !/^[太很特过更]/.test(word) && (word.length > 1 || (word && MINUS.test(operator)));
  return { end: Math.max(end, at), value: any ? { kind: "without", without: anywhere(word) } : UNCLEAR };
}

/** Reads a negation of a negation: 没有五险的不要 demands 五险. Anything but a known word is an unused piece. */
function demanded({ text, known }: Reader, { at, object, end }: { at: number; object: number; end: number }) {
  const word = known(object) || known(skipVerbs(text, object));
  const piece: Piece = word
    ? { kind: "word", text: word, known: true }
    : { ...UNCLEAR, text: text.slice(at, end) };
  return { end, value: [piece] };
}

/**
 * Reads a negation and the list of words that it rejects: 不要夜班, 除了保安和保洁, -夜班, 不用加班. An unknown word after a
 * weak negation becomes an unused piece. Returns null if the text at `at` rejects nothing. `inWord` is true
 * if an unknown word may go on at `at`.
 */
export function readNegation(reader: Reader, at: number, inWord: boolean): Read<Piece[]> | null {
  const { text } = reader;
  const begins = at === 0 || /\s/.test(text[at - 1] ?? "");
  const strong =
    (begins && matchAt(MINUS, text, at)) || matchAt(EXCEPT, text, at) || matchAt(STRONG, text, at);
  const operator = strong || matchAt(WEAK, text, at);
  if (inWord && IN_WORDS.test(operator)) return null;
  // A question: 招钳工不？招钳工没？
  if (/^[不没]$/.test(operator) && /^(?:$|[\s,。?!])/.test(text.slice(at + 1)))
    return { end: at + 1, value: [] };
  const first = operator ? readObject(reader, at + operator.length, operator, strong !== "") : null;
  if (!first) return null;
  const pieces: Piece[] = [{ ...first.value, text: text.slice(at, first.end).trim() }];
  let { end } = first;
  const again = matchAt(AFTER, text, end);
  if (again) return demanded(reader, { at, object: at + operator.length, end: end + again.length });
  for (;;) {
    const joiner = matchAt(JOINER, text, end);
    const next = joiner ? readRejected(reader, end + joiner.length) : null;
    if (!next) break;
    pieces.push({ ...next.value, text: `不要${text.slice(end + joiner.length, next.end)}` });
    end = next.end;
  }
  return { end: end + matchAt(TAIL, text, end).length, value: pieces };
}

/** Reads a negation after its object: 夜班不要, 销售除外. */
export function readAfterthought(reader: Reader, at: number): Read<Piece> | null {
  const object = readRejected(reader, at);
  const negation = object ? matchAt(AFTER, reader.text, object.end) : "";
  if (!object || !negation) return null;
  const end = object.end + negation.length;
  return { end, value: { ...object.value, text: reader.text.slice(at, end) } };
}
