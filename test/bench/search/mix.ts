export type Question = { q: string | null; city: string | null };
export type Asked = Question & { kind: string };

const HUNDRED = 100;
export const RARE = "rare word";
/** The mix of queries: kinds of queries, each with its weight in percent. */
export const MIX: { kind: string; weight: number; words: Question[] }[] = [
  {
    kind: "trade",
    weight: 35,
    words: ["焊工", "电工", "保安", "会计", "钳工", "司机", "护士", "木工"].map((q) => ({ q, city: null })),
  },
  {
    kind: "trade and city",
    weight: 25,
    words: ["电焊工", "缝纫工", "普工", "保洁"].flatMap((q) =>
      ["210900", "211400", "211300"].map((city) => ({ q, city })),
    ),
  },
  { kind: "empty", weight: 15, words: [{ q: null, city: null }] },
  {
    kind: "long phrase",
    weight: 15,
    words: ["葫芦岛 电焊工 包住", "阜新市数控车床操作工", "锦州 叉车司机 五险", "朝阳市护理员 包吃住"].map(
      (q) => ({ q, city: null }),
    ),
  },
  { kind: RARE, weight: 5, words: ["镗工", "翻译", "导游"].map((q) => ({ q, city: null })) },
  { kind: "nothing", weight: 5, words: ["宇航员", "火箭发射"].map((q) => ({ q, city: null })) },
];

/** Partial input for suggestions: beginnings of trades and places, in Chinese and in Latin letters. */
export const TYPED = "焊 电 电焊 电焊工 数 数控 叉 叉车 司 司机 葫 葫芦 兴城 阜 护 护理 保 会计 cnc x".split(
  " ",
);

/** Draws queries by the weights of the mix. Every run draws the same queries. */
export function questions(count: number): Asked[] {
  let seed = 42;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return Array.from({ length: count }, () => {
    const at = random() * HUNDRED;
    const of =
      MIX.find((_, n) => at < MIX.slice(0, n + 1).reduce((sum, { weight }) => sum + weight, 0)) ?? MIX[0];
    const words = of?.words ?? [];
    const word = words[Math.floor(random() * words.length)] ?? { q: null, city: null };
    return { kind: of?.kind ?? "", ...word };
  });
}
