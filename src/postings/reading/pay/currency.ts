/** Finds currencies in pay texts. Only yuan are ranked, so an amount in another currency is no figure. */

/** Characters that replace the name of a foreign currency, and of the yuan. */
export const FOREIGN = "¤";
export const YUAN = "圆";

/** Countries and places before 元, 币 or 刀: 日元, 新台币, 澳刀. 元旦 and 元件 are other words. */
const OF_PLACE =
  "(?:(?<![每一/])[日台臺]|新[台臺]|美|[欧歐]|港|[韩韓]|朝鲜|澳(?:[门門]|洲|大利亚)?|加(?:拿大)?|新(?:加坡|西兰)?|坡|[纽紐]|[马馬](?:来西亚|来)?|泰|[缅緬]甸?|柬|菲(?:律宾)?|文莱?|越南?|俄|蒙|印尼|外)\\s*(?:元(?![旦宵素件老])|圆|圓|円|币|幣|刀(?![具片工剪头])|钞)";
const NAMES =
  "美金|港[纸紙]|[英埃][镑鎊]|円|원|(?:泰|越南?|印[尼度]|俄罗?斯?|菲律?宾?|瑞士|沙特|阿联酋)?(?:盾(?!构)|[铢銖]|[卢盧][布比]|林吉特|令吉|迪拉姆|迪尔汗|里亚尔|雷亚尔|第纳尔|法郎|克朗|兹罗提|福林|列伊|列弗|谢克尔|奈拉|先令|塞地|宽扎|克瓦查|图格里克|坚戈|马纳特|格里夫纳|德拉姆|比索|披索)|瑞郎|西法|葡[币幣]|泰达币|比特币|当地货币";
/** Names that are also other words. They count only directly after or before an amount. */
const AFTER_AMOUNT = "[镑鎊]|[欧歐](?![姆派式洲])|刀(?![具片工剪头])|(?:rm|rp|rs|kr|zł|kč|dhs?|u)(?![a-z])";
const BEFORE_AMOUNT = "(?<![a-z])(?:rm|rp|rs|kr|dhs?|hk|nt)";
const BESIDE_AMOUNT = "比尔|拉里|兰特|索尔|普拉|基普|瑞尔|苏姆|索姆|里拉|塔卡";
/** Matches the start of a Latin word, also after the unit of an amount (5kUSD). */
const START = "(?:(?<![a-z])|(?<=\\d[kw]))";
const SYMBOLS = "(?:(?<![a-z])(?:[a-z]{1,3}|u\\.s\\.))?\\$|(?<![a-z])jp¥|(?![¥¤])\\p{Sc}";
const ENGLISH =
  "(?:yens?|(?:u\\.?s\\.?\\s*)?dollars?|euros?|pounds?(?:\\s*sterling)?|won|baht|ringgits?|rupees?|rou?bles?|pesos?|francs?|dirhams?|riyals?|dinars?|rand|lira|shekels?|kron(?:e|er|or)|zloty|forints?|naira|shillings?)(?![a-z])";
/** Codes of ISO 4217 of currencies in common use. */
const CODES =
  "aed|aud|bdt|brl|chf|czk|dkk|egp|eur|gbp|hkd|huf|idr|ils|inr|jpy|khr|krw|kwd|kzt|lkr|mmk|mnt|mxn|myr|ngn|nok|npr|nzd|ntd|pkr|pln|qar|rub|sek|sgd|thb|twd|uah|usd[tc]?|uzs|vnd|zar|xaf|xof";
/**
 * All other codes except the yuan's. Many are also words (CAD, PHP, SCR), so they count only beside an
 * amount.
 */
const WORDY =
  "afn|all|amd|ang|aoa|ars|awg|azn|bam|bbd|bgn|bhd|bif|bmd|bnd|bob|bsd|btc|btn|bwp|byn|bzd|cad|cdf|clp|cop|crc|cup|cve|djf|dop|dzd|ern|etb|fjd|fkp|gel|ghs|gip|gmd|gnf|gtq|gyd|hnl|htg|iqd|irr|isk|jmd|jod|kes|kgs|kmf|kpw|kyd|lak|lbp|lrd|lsl|lyd|mad|mdl|mga|mkd|mop|mru|mur|mvr|mwk|mzn|nad|nio|omr|pab|pen|pgk|php|pyg|ron|rsd|rwf|sar|sbd|scr|sdg|shp|sle|sos|srd|ssp|stn|syp|szl|tjs|tmt|tnd|top|try|ttd|tzs|ugx|uyu|ves|vuv|wst|xcd|xpf|yer|zmw|zwl";
/** Matches the end of a code that is no word of a job: no letter follows, and no Chinese word (PHP开发). */
const CODE_END = "(?![a-z]|(?![每月年周日天时])\\p{Script=Han})";
/** Matches the start of such a code. After 会 in 会CAD 5000 it is a word. */
const CODE_START = "(?<![a-z]|(?![薪资酬水付币入])\\p{Script=Han})";

const NAMED = new RegExp(
  [
    OF_PLACE,
    NAMES,
    `(?<=[\\d万千kw]\\s*)(?:${AFTER_AMOUNT}|${BESIDE_AMOUNT})`,
    `(?:${BEFORE_AMOUNT}|${BESIDE_AMOUNT})(?=\\s*\\d)`,
    SYMBOLS,
    `${START}${ENGLISH}`,
    `${START}(?:${CODES})(?![a-z])`,
    `(?<=[\\d万千kw(:]\\s*)(?:${WORDY})${CODE_END}|${CODE_START}(?:${WORDY})(?=\\s*[\\d¥])`,
  ].join("|"),
  "gu",
);
/** Matches every text that may name a currency; one quick scan, because most texts do not. */
const SUSPECT =
  /[a-złč]{2}|[u¤币幣刀钞円圓원盾铢銖镑鎊欧歐卢盧林令迪里雷第法郎克兹福列谢奈先塞宽图坚马格德比披葡当美港拉兰索普基瑞苏塔]|(?!¥)\p{Sc}|[^\d千万一二三四五六七八九十]\s*[元圆]/u;
const OWN = /人民[币幣]|renminbi|rmb|cn[yh]|(?<![a-z])yuan/g;

/**
 * Replaces the names of currencies in a text after NFKC, in lower case, by one character each. `foreign` is
 * the first foreign name as written, or null. ¥ stays, because it stands for yuan and for yen.
 */
export function markCurrencies(text: string): { marked: string; foreign: string | null } {
  if (!SUSPECT.test(text)) return { marked: text, foreign: null };
  let foreign: string | null = null;
  const marked = text
    .replaceAll(FOREIGN, "")
    .replace(NAMED, (name) => {
      foreign ??= name;
      return FOREIGN;
    })
    .replace(OWN, YUAN)
    // A currency after an amount belongs to it, not to the next amount (3000 USD 20000 CNY).
    .replace(/([\d万千kw])\s*([¤圆])\s+(?=[\d¥])/g, "$1$2;");
  return { marked, foreign };
}

export type Money = "yuan" | "foreign" | null;
type Around = {
  /** Text before the amount, back to the previous amount or clause. */
  before: string;
  /** True if `before` starts at the end of another amount. */
  follows: boolean;
  /** Text between the two amounts of a range. */
  between: string;
  /** Currency directly after the amount, and the text after it. */
  after: { yuan: boolean; foreign: boolean; text: string };
};

/** Matches a foreign currency later in the clause (3000每月以美元发放) that does not belong to the next amount. */
const LATER = /^[^,;。|!?\d]*¤(?!约?\d)/;

/** Returns the currency that is written beside an amount, or null. */
export function moneyOf({ before, follows, between, after }: Around): Money {
  const own = follows ? before.replace(/^[元块圆]?¤/, "") : before;
  const named = /[¤圆](?=[^¤圆]*$)/.exec(own)?.[0];
  if (named !== undefined) return named === FOREIGN ? "foreign" : "yuan";
  if (after.foreign || between.includes(FOREIGN)) return "foreign";
  if (after.yuan || /[元块圆]/.test(between)) return "yuan";
  return LATER.test(after.text) ? "foreign" : null;
}

const BESIDES = /补|津贴|奖|汇率|汇兑/;

/**
 * Returns true if the text names a foreign currency apart from any amount (币种：日元), so that it holds for all
 * amounts. `at` has the start index of each amount.
 */
export function foreignThroughout(text: string, at: readonly number[]): boolean {
  for (const part of text.matchAll(/[^,;。|!?()]+/g)) {
    const [words] = part;
    if (!words.includes(FOREIGN) || words.includes(YUAN) || BESIDES.test(words)) continue;
    if (!at.some((start) => start >= part.index && start < part.index + words.length)) return true;
  }
  return false;
}

/** Matches words before an amount that only converts another one: 约, 折合. */
export const CONVERTED = /[(约合折≈=]|相当|等值/;
