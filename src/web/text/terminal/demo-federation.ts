/** Seconds or milliseconds, as people read them. */
const time = (ms: number) => (ms < 1_000 ? `${Math.round(ms)} 毫秒` : `${(ms / 1_000).toFixed(1)} 秒`);

type Place = { name: string; url: string };
type Applied = { deliveredMs: number; answeredMs: number; confirmedMs: number };

/** Texts of the command `npm run demo:federation`. */
export const DEMO_FEDERATION = {
  usage: "npm run demo:federation [-- --once]   五个城市各跑一个节点；--once 演完就退出",
  starting: "正在建五个数据库、五个节点，各放自己城市的演示数据…",
  ready: (places: readonly Place[], control: string) =>
    [
      "五个节点已经开着，根钥匙已生成，合作协议由五城签好并生效：",
      ...places.map(({ name, url }) => `  ${name}  ${url}/`),
      `  断开、接通各城之间的线路：${control}/`,
    ].join("\n"),
  synced: (ms: number) => `五城的岗位已互相同步，各节点校验和一致（${time(ms)}）。`,
  published: (city: string, title: string) => `1. ${city}发布岗位“${title}”。`,
  found: (city: string, ms: number) => `   在${city}搜到了（${time(ms)}）。`,
  closed: (city: string) => `2. ${city}关闭这个岗位。`,
  gone: (city: string, ms: number) => `   ${city}搜不到了（${time(ms)}）。`,
  cut: (one: string, other: string) => `3. 断开${one}和${other}之间的线路，${one}再发一个岗位。`,
  elsewhere: (city: string, ms: number) => `   ${city}照常搜到（${time(ms)}）。`,
  without: (city: string) => `   ${city}搜不到，其余照常。`,
  mended: (city: string, ms: number) => `   接通以后，${city}补上了（${time(ms)}）。`,
  applied: (city: string, home: string, { deliveredMs, answeredMs, confirmedMs }: Applied) =>
    [
      `4. ${city}的一位求职者应聘${home}的岗位：${time(deliveredMs)}送达，企业的面试邀请过 ${time(answeredMs)}回到${city}。`,
      `   本人撤回，${home}删掉求职卡并回执（${time(confirmedMs)}）。`,
    ].join("\n"),
  narrowed: (from: string, to: string) =>
    `5. ${from}收窄协议：不再把岗位给${to}。由${from}的根钥匙单独签字，立刻生效。`,
  hidden: (city: string, ms: number) => `   ${city}搜不到这个岗位了（${time(ms)}）。`,
  still: (city: string) => `   ${city}仍然搜得到。`,
  verified: (city: string, size: number) => `   ${city}的公开日志 ${size} 条，树根、签名和每一条都对。`,
  verifying: "6. 像外人一样检查五城的公开日志：",
  equal: "7. 五个节点上每座城市的记录校验和都相等。",
  unequal: (lines: readonly string[]) => `有记录对不上：\n${lines.map((line) => `  ${line}`).join("\n")}`,
  done: (ms: number) => `全部做到（共 ${time(ms)}）。`,
  open: "节点还开着，可以打开上面的地址试试，登录用的手机号在线路那一页。按 Ctrl+C 结束，数据全部删除。",
  closing: "正在结束，删除临时数据…",
  failed: (why: string) => `没有做到：${why}`,
} as const;

/** Texts of the page that cuts and mends the links of the demo. */
export const LINKS_PAGE = {
  title: "五城线路",
  intro: "按“断开”，两座城市的节点就互相联系不上；按“接通”，几秒到一分钟内自动补齐。",
  nodes: "节点",
  signIn: "用这些手机号登录，验证码会显示在页面上。同一个浏览器可以同时登录几座城市。",
  phones: (officer: string, member: string, seeker: string) => [
    `工会 ${officer}`,
    `企业 ${member}`,
    `求职者 ${seeker}`,
  ],
  links: "线路",
  between: (one: string, other: string) => `${one} — ${other}`,
  isCut: "已断开",
  isWhole: "通",
  cut: "断开",
  mend: "接通",
  mendAll: "全部接通",
} as const;
