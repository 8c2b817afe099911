/** Reads the words around an amount: its period, its bound, and whether it is pay. */

export type PayPeriod = "hour" | "day" | "week" | "month" | "year" | "piece";
/**
 * Meaning of an amount in a pay text. `total`: the whole pay. `base`: a base salary, besides commission.
 * `trial`: pay of the first months. `extra`: no regular pay.
 */
export type PayRole = "total" | "base" | "trial" | "extra";
export type Head = { role: PayRole; period: PayPeriod | null; bound: "min" | "max" | null; named: boolean };
/**
 * `plus` is true if something is paid on top (5000-8000+提成). The upper figure then stays.
 * `otherPeriod` is true for a period that is none of `PayPeriod` (2000元/fortnight).
 */
export type Tail = Head & { currency: boolean; foreign: boolean; plus: boolean; otherPeriod: boolean };

const PER = "(?:\\/|每|一|1(?=个?[月天日年小])|per)(?:人[\\/·.]?)?个?";
const TAIL_PERIOD: readonly (readonly [PayPeriod, RegExp])[] = [
  ["hour", new RegExp(`^(?:${PER}(?:小时|钟头|时|hour|hr|h)|时薪|小时工?)`)],
  [
    "day",
    new RegExp(
      `^(?:${PER}(?:天|工作日|工日|日|班|晚|day|d(?![a-z]))|\\/工|日[薪结]|[天日](?![a-z\\u4e00-\\u9fff]))`,
    ),
  ],
  ["week", new RegExp(`^(?:${PER}(?:周|星期|week)|周[薪结])`)],
  ["month", new RegExp(`^(?:${PER}(?:月|month|mon|mo|m(?![a-z]))|月薪|月(?![a-z\\u4e00-\\u9fff]))`)],
  ["year", new RegExp(`^(?:${PER}(?:年|year|yr|y(?![a-z]))|年薪|年(?![a-z\\u4e00-\\u9fff]))`)],
  [
    "piece",
    new RegExp(`^${PER}(?:件|次|单|台|套|吨|米|平方?|方|节|课时|车|趟|票|篇|桌|双|只|斤|亩|场|条|个)`),
  ],
];
const HEAD_PERIOD: readonly (readonly [PayPeriod, RegExp])[] = [
  ["hour", /时薪|每个?小时|一个?小时|小时工资?|按小时/g],
  ["day", /日薪|日工资|日结|日均|每天|每日|一天|天薪|按天/g],
  ["week", /周薪|每周|一周|周结/g],
  ["month", /月薪|月工资|月收入|月入|月均|月综合|月基本|月保底|月底薪|每个?月|一个月|月到手|税[前后]月/g],
  ["year", /年薪|年收入|年入|年均|年包|年综合|每年|一年|年总包|年度总/g],
  ["piece", /每件|每次|每单|单价|每台|每吨|每趟/g],
];
const ROLE_WORDS =
  /(?<extra>(?:绩效|提成|加班|工龄|技能|学历)工资|补|贴|津贴|奖|红包|押金|保证金|费|提成|绩效|佣金|全勤|满勤|工龄|加班|餐标|伙食|房租|福利|社保|保险|[五六]险|公积金|意外险|罚|返|资本|资金|投资|规模|产值|额|业绩|任务|编号|工号|面积)|(?<base>底薪|保底|(?:基本|基础|固定|无责|岗位)(?:工资|薪资|薪酬|薪)?|基薪|起薪)|(?<total>课时费|讲课费|综合|到手|转正|薪|工资|收入|待遇|月入|合计|报酬|salary|pay)/g;
const COMPOSITE = /(?:薪|工资|计件|计时|保底|提成|绩效)[^+加]*(?:\+|加(?!班))./;
const TRIAL = /试用|实习期|学徒期?|见习|培训期|试岗/;
const FLOOR = /≥|>|不低于|不少于|至少|最低|高于|起薪|底薪|保底|基本工资|基础工资|基本薪|固定薪|无责|超过/;
const CEILING = /≤|<|不超过|不高于|低于|最高|最多|可达|高达|上限|封顶/;

function lastPeriod(head: string): PayPeriod | null {
  let best: PayPeriod | null = null;
  let at = -1;
  for (const [period, pattern] of HEAD_PERIOD) {
    for (const hit of head.matchAll(pattern)) {
      const gap = head.slice(hit.index + hit[0].length);
      // A blank replaces a number that was not money (每天8小时). A period before the blank belongs to that
      // number.
      if (hit.index > at && !gap.includes(" ")) {
        best = period;
        at = hit.index;
      }
    }
  }
  return best;
}

/** Reads the words before an amount, back to the previous comma or amount. */
export function readHead(head: string): Head {
  const words = [...head.matchAll(ROLE_WORDS)];
  const last = words[words.length - 1]?.groups;
  const composite = COMPOSITE.test(head) && !/^[+加]/.test(head);
  let role: PayRole = "total";
  if (/[+加]$/.test(head) || (/^[+加]/.test(head) && last?.total === undefined)) role = "extra";
  else if (composite) role = "total";
  else if (last?.extra !== undefined) role = "extra";
  else if (TRIAL.test(head)) role = "trial";
  else if (last?.base !== undefined) role = "base";
  let bound: Head["bound"] = null;
  const ceiling = CEILING.test(head.replace(/不低于/g, ""));
  if (!composite) bound = FLOOR.test(head.replace(/不超过/g, "")) ? "min" : ceiling ? "max" : null;
  return {
    role,
    period: lastPeriod(head),
    bound,
    named: last?.total !== undefined || last?.base !== undefined,
  };
}

const CURRENCY = /^(?:元|块钱|块|圆|¥)/;
/** Matches a foreign currency that belongs to the amount before it, not to the one after it (8000元/$1100). */
const FOREIGN_AFTER = /^¤(?!约?\d)/;
const OTHER_PERIOD = /^\/[a-z]{2,}/;
const APPROXIMATE = /^(?:左右|上下|多|余|不等|之间|\)|\(|税[前后]|到手|现金)/;
const AT_MOST = /^(?:及|或|含|\(及\)|\(含\))*(?:以下|以内|之内|封顶)/;
const AT_LEAST =
  /^(?:(?:及|或|含|\(及\)|\(含\))*以上|起步?(?!薪)|起薪(?!:?\d)|上不封顶|不封顶|保底(?!:?\d)|-+(?=$|[,;。]|上不封顶)|\+)/;
const FLOOR_AFTER = /^(?:底薪|基本工资|保底|基础工资)(?!:?\d)/;
const NOT_PAY_AFTER =
  /^[^\d+,;。、()加另含和及至/|\- ]{0,4}(?:补[贴助]?|津贴|奖|红包|押金|保证金|餐|话费|车补|房补|工龄|全勤|绩效|提成|意外险|社保)/;

/** Reads the words after an amount or range, as far as they describe it. */
export function readTail(text: string): Tail {
  const tail: Tail = {
    role: "total",
    period: null,
    bound: null,
    named: false,
    currency: false,
    foreign: false,
    plus: false,
    otherPeriod: false,
  };
  let rest = text;
  for (let step = 0; step < 12 && rest !== ""; step += 1) {
    const period = TAIL_PERIOD.find(([, pattern]) => pattern.test(rest));
    const floor = FLOOR_AFTER.exec(rest) ?? AT_LEAST.exec(rest);
    const ceiling = AT_MOST.exec(rest);
    const foreign = FOREIGN_AFTER.exec(rest);
    const currency = foreign ?? CURRENCY.exec(rest);
    const skipped = APPROXIMATE.exec(rest);
    if (foreign) tail.foreign = true;
    else if (currency) tail.currency = true;
    else if (ceiling) tail.bound = "max";
    else if (period) tail.period ??= period[0];
    else if (floor) {
      tail.bound = floor[0] === "+" ? (tail.bound ?? "min") : "min";
      if (FLOOR_AFTER.test(rest)) tail.role = "base";
    } else if (!skipped) break;
    const eaten = currency ?? ceiling ?? period?.[1].exec(rest) ?? floor ?? skipped;
    rest = rest.slice(eaten?.[0].length ?? 1);
    // After a plus another part of the pay follows, with words of its own.
    if (eaten?.[0] === "+") return { ...tail, plus: true };
  }
  tail.otherPeriod = tail.period === null && OTHER_PERIOD.test(rest);
  // In 4000元/月年终奖1万 the year-end bonus is another sum, so the 4000 stays regular pay.
  if (NOT_PAY_AFTER.test(rest) && !(tail.period !== null && /^年[终底]/.test(rest))) tail.role = "extra";
  return tail;
}
