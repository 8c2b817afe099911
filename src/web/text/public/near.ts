const kilometres = (metres: number) => `约 ${Math.max(1, Math.round(metres / 1_000))} 公里`;

/** Texts about the reader's county and distances. Distances between centres of divisions say 约. */
export const NEAR = {
  ask: "我在哪个县",
  at: (name: string) => `我在${name}`,
  title: "我在哪个县（市、区）",
  lead: "选一次就记住。岗位上会写离您多远，近的排在前面。",
  private: "求职卡上也会记着，企业看不到。",
  privateBrowser: "只记在这部手机上，不用登录。",
  forget: "不按远近排，去掉",
  chosen: (name: string) => `已记住：${name}`,
  chosenNext: "现在岗位按离您的远近排，下面是结果。",
  from: (name: string) => `从${name}算起，近的在前。`,
  fromAmong: (name: string) => `一样相关的，离${name}近的在前。`,
  change: "换地方",
  own: "就在本地",
  away: kilometres,
  toCentre: (metres: number) => `到市中心${kilometres(metres)}`,
  within: (name: string, km: number) => `离${name} ${km} 公里内`,
  step: (name: string, km: number) => `离${name} ${km} 公里内`,
  bus: (name: string, km: number) => `离${name} ${km} 公里内，有班车`,
  steps: "结果不多，走远一点还有：",
  newest: (name: string) => `${name}附近的最新岗位`,
} as const;

/** Texts of the sketch on a posting's page. */
export const SKETCH = {
  heading: "在哪里",
  title: (name: string) => `示意图：${name}和周围县区的方向、远近`,
  label: (name: string, km: number) => `${name}约${km}公里`,
  note: (name: string) => `图上是${name}和周围县区的中心，上北下南。单位的准确位置以地址为准。`,
  list: (name: string) => `从${name}到`,
  item: (name: string, km: number) => `${name}，约 ${km} 公里`,
  you: (name: string) => `${name}（您在这里）`,
  map: "用手机地图看",
  mapHint: "会打开高德地图，不用装软件。",
} as const;
