/** Names of the roles of demo accounts, for the start-up message. */
const ROLE = { seeker: "求职者", member: "企业 HR", officer: "工会工作人员" } as const;

type Cast = { role: keyof typeof ROLE; place: string; phone: string }[];

export function bannerText(banner: {
  url: string;
  dataDir: string | null;
  readyInS: number;
  cast: Cast;
}): string {
  const people = banner.cast.map(({ role, place, phone }) => `    ${phone}  ${place}${ROLE[role]}`);
  return [
    "",
    `  联聘 Lianpin 已就绪（${banner.readyInS.toFixed(1)} 秒）  ${banner.url}`,
    "",
    `  先点这里：${banner.url}/postings?q=${encodeURIComponent("电焊工")}  找一个岗位，点“我要应聘”`,
    ...(people.length > 0 ? ["  用这些手机号登录（验证码显示在页面上，不发短信）：", ...people] : []),
    `  工会审核：${banner.url}/union   企业工作台：${banner.url}/enterprise   接口：${banner.url}/api/docs`,
    ...(banner.dataDir ? [`  数据在 ${banner.dataDir}，按 Ctrl+C 停止`] : []),
    "",
  ].join("\n");
}

export const portTakenText = (port: number): string =>
  `端口 ${port} 已被别的程序占用。请先停止它，或用 PORT 另指一个端口。\n` +
  `Port ${port} is in use by another program. Stop it, or name another port in PORT.`;
