/** Names of the roles of demo accounts, for the start-up message. */
const ROLE = { seeker: "求职者", member: "企业 HR", officer: "工会工作人员" } as const;

type Cast = { role: keyof typeof ROLE; place: string; phone: string }[];

/**
 * State of the database at a start: it has no city, it has cities, or it holds the demo with these accounts.
 */
export type House = { kind: "empty" | "own" } | { kind: "demo"; cast: Cast };

const NEXT: Record<House["kind"], (url: string) => string[]> = {
  empty: () => [
    "  还没有设置城市，现在谁都用不了。另开一个窗口运行：",
    "    npm run setup -- --file docs/examples/five-cities.json --dry-run",
    "  样例改成你们自己的，去掉 --dry-run 再运行一次，会给出第一位管理员的登录链接。",
  ],
  own: (url) => [
    `  求职首页：${url}   工会：${url}/union   企业：${url}/enterprise   接口：${url}/api/docs`,
    "  改城市、热线、协议，或者管理员进不来：npm run setup -- --file 设置文件.json",
  ],
  demo: (url) => [
    `  先点这里：${url}/postings?q=${encodeURIComponent("电焊工")}  找一个岗位，点“我要应聘”`,
    "  用这些手机号登录（验证码显示在页面上，不发短信）：",
  ],
};

const OPEN =
  "  注意：别的机器也能打开，而验证码直接显示在页面上，谁都能用任何手机号登录。正式使用请设置 NODE_ENV=production。";

export function bannerText(banner: {
  url: string;
  /** Where the database lies, which is what a backup takes. */
  place: string;
  readyInS: number;
  house: House;
  /** True if other machines reach a program that shows sign-in codes on the page. */
  open: boolean;
}): string {
  const { url, house, open } = banner;
  const cast = house.kind === "demo" ? house.cast : [];
  return [
    "",
    `  联聘 Lianpin 已就绪（${banner.readyInS.toFixed(1)} 秒）  ${url}`,
    "",
    ...(open ? [OPEN] : []),
    ...NEXT[house.kind](url),
    ...cast.map(({ role, place, phone }) => `    ${phone}  ${place}${ROLE[role]}`),
    ...(cast.length > 0
      ? [`  工会审核：${url}/union   企业工作台：${url}/enterprise   接口：${url}/api/docs`]
      : []),
    `  数据在 ${banner.place}（备份：npm run backup -- --to 文件夹），按 Ctrl+C 停止`,
    "",
  ].join("\n");
}
