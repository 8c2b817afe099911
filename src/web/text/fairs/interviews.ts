/** Words of a hall's queues, on its wall and on phones. */
export const HALL = {
  screen: (n: number, of: number) => `第 ${n} 屏，共 ${of} 屏`,
  quiet: (booths: readonly string[]) => `现在没人排队：${booths.join(" ")}`,
  title: "叫号屏",
  caption: "各展位叫号",
  booth: "展位",
  called: "请到展位",
  serving: "面谈中",
  next: "下面几位",
  waiting: "等候",
  wait: "现在来排",
  none: "—",
  people: (n: number) => `${n} 人`,
  empty: "这个会场还没有展位。",
} as const;
