import type { Erasure, ErasureCounts } from "../../../peers/index.ts";

/** What was given, by the kind of the record. Another kind is called the person's data. */
const WHAT: Readonly<Record<string, string>> = {
  card: "求职卡",
  candidate: "人才卡",
  ticket: "招聘会入场券",
  boothScan: "展位扫码记录",
  fairApplication: "招聘会应聘计数",
  queueTurn: "排队和面谈记录",
};

/** Names the parts of a count that exist, such as “3 座城市中的 2 座”. */
function parts({ cities, employers }: ErasureCounts): string[] {
  const part = (count: { confirmed: number; total: number }, unit: string, done: string) =>
    count.total === 0 ? [] : [`${count.total} ${unit}里 ${count.confirmed} ${done}`];
  return [...part(cities, "座城市", "座已确认"), ...part(employers, "家企业", "家已确认")];
}

/** The page on which a person sees whether her data is gone everywhere. */
export const ERASURES = {
  title: "删除进度",
  lead: "您收回以后，拿到过资料的城市和企业都要删掉，删完要回执。谁删了、什么时候删的，都记在这里。",
  counts: parts,
  all: "全部删完了。",
  open: "还没回执的，我们会一直催。超过三天，由工会的人去问。",
  none: "您还没有收回过什么。收回应聘、授权或人才卡以后，进度会写在这里。",
  what: ({ kind }: Pick<Erasure, "kind">) => WHAT[kind] ?? "个人资料",
  holder: ({ city, employer }: Pick<Erasure, "city" | "employer">) =>
    employer === null ? city.name : `${employer}（${city.name}）`,
  removed: "对方删了",
  /** Names what a receiver says it deleted; null if it does not say. */
  deleted({ kind, deleted }: Pick<Erasure, "kind" | "deleted">): string | null {
    if (deleted === null) return null;
    const { records = 0, log = 0 } = deleted;
    if (records + log === 0) return "对方那里当时已经没有了";
    const what = WHAT[kind] ?? "个人资料";
    return [
      ...(records > 0 ? [`${what} ${records} 份`] : []),
      ...(log > 0 ? [`收到的原件 ${log} 份`] : []),
    ].join("，");
  },
  asked: "要求删除",
  confirmed: "确认删除",
  done: "已删除",
  waiting: "等回执",
  hereDone: "当时就看不到了",
  look: "看删除进度",
} as const;
