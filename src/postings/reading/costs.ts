/** Finds costs that the worker bears (体检费自理, 自备工作服). They stand in texts on benefits, but are none. */
import { fold } from "./chinese.ts";

const GOODS =
  "(?:(?:入职|岗前|健康|首次|年度|常规)?体检|健康证|食宿|吃住|吃饭|住宿(?!水电)|住房|宿舍(?!水电)|伙食|食堂|工作餐|餐饮?|用餐|三餐|午餐|水电[气煤]?|取暖|采暖|物业|服装|工装|工作服|工服|劳保(?:用品|鞋|手套)?|交通|通勤|班车|接送|路|车|培训|学习|洗衣|洗澡|浴池|被褥|行李|床上用品|餐具|充电|储物柜|更衣柜|停车|办证|押金)";
const INSURANCE = "(?:社会?保险|社保|五险(?:一金)?|公积金|意外险|保险)";
const FEE = "(?:费用?|钱)?";
/** Things that somebody pays for. In 包吃住、体检费自理 the list begins after the benefit. */
const ITEMS = `(?<!包|管|供|免费|发)(?:${INSURANCE}(?:[和及与或]?${INSURANCE})*|${GOODS}${FEE}(?:[和及与或、]?${GOODS}){0,5})${FEE}`;
const PERSON = "(?:员工|职工|个人|本人|工人|劳动者|求职者|应聘者|自己|自行)";
const BEARS = "(?:承担|负担|支付|缴纳?|交纳?|付|出|掏|买单|解决|购买|买|安排|准备|花钱|掏钱|垫付?|全额)";
const OWN = [
  "自理|自费|自付|自备|自带|自担|自缴|自掏|自办|自购|自买|自垫|平摊|均摊|分摊|aa制?|收费|付费|有偿|不(?:予|给)?报销",
  `(?:由|归)?${PERSON}{1,2}先?${BEARS}`,
  "(?:从|在)?(?:首月|当月|每月|月)?(?:工资|薪资|押金)[中里内]?扣",
].join("|");
const PRICE = "(?:(?:每人)?每[月人年次]收?\\d{1,5}元?|:?收?\\d{1,5}[元块])(?:\\/[月天年次人])?";
const FILLER = `:?(?:${PRICE})?(?:全部|均|都|全|部分|另|需|须|要|为|是|的|一律|统一|先){0,4}`;
const CHARGES =
  "(?:自费|自备|自带|自理|自付|自购|付费|有偿|(?:自行|自己)(?:缴纳?|交纳?|购买|承担|解决|[掏花出]钱))";
/** Matches before words of payment that deny it (不收押金), or that name the employer as payer. */
const NOT_TAKEN = "(?<!(?:公司|企业|单位|厂)[^,;\\u3002]{0,6}|[不无未免勿](?:另|需要?|须|用|必|会|得|予)?)";
const TAKES = `${NOT_TAKEN}(?:另|需要?|须|要|应)?${NOT_TAKEN}(?:扣除?|收取?|缴纳?|交纳?|支付)`;
/** A price for each use, taken from the worker: 工作餐,每餐扣5元. */
const EACH = ",?(?:每[人月天餐顿次]{1,2}[扣收交]|每[餐顿])\\d{1,4}[元块]";
const PRICED = "(?:体检|住宿|宿舍|服装|工装|工作服|工服|培训|班车|水电|伙食|健康证|押金)+(?:费用?)?";
const BY_EMPLOYER = "(?:由|归)?(?:公司|企业|单位|厂)|补|报销";

/**
 * Matches an item with the words that charge the worker for it, before or after it, or with its price:
 * 体检(自费), 自备工作服, 扣住宿费, 住宿费200元.
 */
const COSTS = new RegExp(
  [
    `(?:${ITEMS}|(?:提供|有)${GOODS}${FEE})${FILLER}(?:${OWN}|\\(${FILLER}(?:${OWN})\\))`,
    `(?:提供|有)?${GOODS}${FEE},(?:费用)?(?:自理|自费|收费)`,
    `${CHARGES}${ITEMS}`,
    `${TAKES}${GOODS}{1,2}(?:费用?|金)?(?:${PRICE})?`,
    `${NOT_TAKEN}${GOODS}{1,2}(?:${EACH}|(?<=[^押金])押金)(?:${PRICE})?`,
    `${PRICED}${PRICE}(?!\\d|${BY_EMPLOYER})`,
  ].join("|"),
  "g",
);
/** Matches every text with a cost; one quick scan, because most texts have none. */
const SUSPECT =
  /自[理费付备带担缴掏办己行购买垫]|[收付]费|有偿|报销|[平均分]摊|aa|押金|每[餐顿]|[承负]担|支付|解决|[扣收缴交付出掏买]|\d[元块]|每[月人年次]\d/;

/** Returns a folded text with each cost replaced by a semicolon, and the costs. */
export function withoutCosts(text: string): { text: string; costs: string } {
  if (!SUSPECT.test(text)) return { text, costs: "" };
  const costs: string[] = [];
  const kept = text.replace(COSTS, (cost) => {
    costs.push(cost);
    return ";";
  });
  return { text: kept, costs: costs.join(";") };
}

const SEPARATOR = "[,，;；。、\\s]";
const REPEATED = new RegExp(`(${SEPARATOR})${SEPARATOR}+`, "g");
const EMPTY = /\([;\s]*\)/g;
const OUTER = new RegExp(`^${SEPARATOR}+|${SEPARATOR}+$`, "g");

/** Splits a text on benefits into the benefits and the costs that the worker bears. Either may be empty. */
export function splitCosts(written: string): { benefits: string; costs: string[] } {
  const text = written.normalize("NFKC");
  const folded = fold(text);
  const costs = folded.match(COSTS) ?? [];
  if (costs.length === 0) return { benefits: written, costs };
  const spaced = text.match(COSTS)?.length === costs.length ? text : folded;
  const benefits = spaced.replace(COSTS, ";").replace(EMPTY, "").replace(REPEATED, "$1").replace(OUTER, "");
  return { benefits, costs: [...new Set(costs)] };
}
