import { parseFiles, readFiles } from "../../../db/reference/files.ts";
import { type Asked, MIX, type Question } from "./mix.ts";

const CITIES = ["210700", "210900", "211300", "211400", "210100", "210200", "210800", "211000"];
const PLACES = ["葫芦岛", "阜新市", "锦州", "朝阳市", "兴城", "凌源"];
const WISHES = ["包住", "五险", "包吃住", "双休", "不上夜班"];
const RARE_WORDS =
  "镗工 翻译 导游 刨工 锻工 酿酒 裁缝 花艺 木雕 石匠 漆匠 钟表 兽医 药师 记者 编辑 律师 摄影 舞蹈 声乐 书法 茶艺 调酒 宠物 殡葬 潜水 养蜂 制陶 刺绣 修脚".split(
    " ",
  );
const CRAFT = ["宇航", "火箭", "潜艇", "航母", "卫星", "月球"];
const ROLES = ["发射员", "观察员", "领航员", "驯兽师", "占卜师"];

const crossed = <A, B, T>(ones: readonly A[], others: readonly B[], of: (a: A, b: B) => T): T[] =>
  ones.flatMap((one) => others.map((other) => of(one, other)));

/** Returns every selection of cities, as the parameter `city` lists them: the single ones first. */
function selections(): string[] {
  const all = Array.from({ length: 2 ** CITIES.length - 1 }, (_, n) =>
    CITIES.filter((_city, bit) => ((n + 1) >> bit) % 2 === 1),
  );
  return all.sort((a, b) => a.length - b.length).map((some) => some.join());
}

/**
 * Returns as many queries as wanted, in the proportions of the mix, none of them twice. Trades are the names
 * and aliases of the reference table. Throws if there are too few.
 */
export async function differentQuestions(count: number): Promise<Asked[]> {
  const { occupations } = await parseFiles(await readFiles());
  const names = [...new Set(occupations.flatMap(({ name, aliases }) => [name, ...aliases.slice(0, 4)]))];
  const [trades, others] = [names.slice(0, 250), names.slice(250)];
  const word = (q: string): Question => ({ q, city: null });
  const pools: Record<string, Question[]> = {
    trade: trades.map(word),
    "trade and city": crossed(others, CITIES.slice(0, 4), (q, city) => ({ q, city })),
    empty: selections().map((city) => ({ q: null, city })),
    "long phrase": crossed(
      crossed(PLACES, trades.slice(0, 40), (a, b) => `${a} ${b}`),
      WISHES,
      (a, b) => word(`${a} ${b}`),
    ),
    "rare word": RARE_WORDS.map(word),
    nothing: crossed(CRAFT, ROLES, (a, b) => word(`${a}${b}`)),
  };
  const chosen = MIX.flatMap(({ kind, weight }) => {
    const pool = pools[kind] ?? [];
    const wanted = Math.round((count * weight) / 100);
    if (pool.length < wanted) throw new Error(`too few queries of the kind ${kind}: ${pool.length}`);
    // Steps through the whole pool, so that neighbours differ.
    const step = Math.floor(pool.length / wanted);
    return Array.from({ length: wanted }, (_, at) => ({ kind, ...(pool[at * step] ?? word("")) }));
  });
  // Mixes the kinds: a step that shares no divisor with the number visits each once.
  return chosen.map((_, at) => chosen[(at * 241) % chosen.length] ?? { kind: "", ...word("") });
}
