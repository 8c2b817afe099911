import { sharedWords as words } from "../union/federation.ts";

type Text = {
  name: string;
  revision: number;
  parties: readonly { city: string; federation: string }[];
  clauses: readonly {
    from: string;
    to: string;
    kinds: readonly string[];
    purposes: readonly string[];
    commands: readonly string[];
    startsOn: string;
    endsOn?: string | undefined;
  }[];
};

/** Members of a draft by the options that give them. */
const DRAFT_MEMBER: Record<string, string> = {
  agreement: "--agreement（短名）",
  name: "--name（名称）",
  startsOn: "--starts-on（日期）",
  endsOn: "--ends-on（日期）",
  parties: "--party（城市身份）",
};

/** Texts of the commands `npm run fed -- agreement`. */
export const AGREEMENT_COMMAND = {
  usage: [
    "npm run fed -- agreement identity                       打印本机城市的身份，一城一行，交给起草人",
    "npm run fed -- agreement draft --agreement 短名 --name 名称 --party 文件 [--party 文件 …] --starts-on 日期 [--ends-on 日期] --out 文件",
    "npm run fed -- agreement sign 文件 --root 根钥匙文件      签名，不用联网，不用数据库",
    "npm run fed -- agreement show 文件                      看协议写了什么、谁签了",
    "npm run fed -- agreement activate 文件                  各城签齐后，在每台机器上生效",
    "npm run fed -- agreement widen --agreement 短名 [--party 文件 …] --starts-on 日期 [--ends-on 日期] --out 文件   多给、加城市：各城都要签",
    "npm run fed -- agreement narrow --agreement 短名 --from 城市 [--to 城市] --without posting,fair --out 文件   少给：只要本城签",
    "npm run fed -- agreement leave --agreement 短名 --city 城市 --out 文件   退出：只要本城签",
    "npm run fed -- agreement certificate --agreement 短名    打印退出证明：双方各删了多少，双方都签了名",
    "可选：--kinds、--purposes、--commands（用逗号隔开）",
  ].join("\n"),
  noFile: (path: string) => `没有文件 ${path}。`,
  notAgreement: (path: string, member: string) =>
    `AGREEMENT_UNREADABLE: ${path} 不是协议文件${member ? `（${member}）` : ""}。文件不能用编辑器改动排版。`,
  notParty: (line: string) =>
    `PARTY_UNREADABLE: 这一行不是城市身份：${line.slice(0, 60)}。请用 agreement identity 打印的内容。`,
  unsound: (member: string) =>
    `DRAFT_INVALID: 起草不成，${DRAFT_MEMBER[member] ?? member}写得不对。日期写成 2026-12-01，名称至少 4 个字，短名用小写字母和数字。`,
  noAgreement: (slug: string) => `AGREEMENT_UNKNOWN: 这里没有签过名、正在执行的协议 ${slug}。`,
  noExit: (slug: string) => `EXIT_UNKNOWN: 没有城市退出过协议 ${slug}，或者双方在同一台机器上。`,
  exitWaits: ({ leftCity, party }: { leftCity: string; party: string }) =>
    `城市 ${leftCity} 退出，和 ${party} 之间的证明还没签齐：双方删完以后会自动签。`,
  leaver: (city: string) => `城市 ${city} 不在这一版的签约方里：这个签名表示它退出。`,
  written: (path: string) => `已写入 ${path}。`,
  known: ({ name, revision }: Text) => `《${name}》第 ${revision} 版已经在执行，没有变化。`,
  activated: ({ name, revision, clauses }: Text, today: string) => {
    const [first = today] = clauses.map(({ startsOn }) => startsOn).sort();
    return `《${name}》第 ${revision} 版已生效${first > today ? `，${first} 起才开始互通` : ""}。`;
  },
  told: ({ url, taken }: { url: string; taken: boolean }) =>
    taken ? `${url} 已收到，也已生效。` : `${url} 还没有收到；它连上以后会自己来取，半分钟一次。`,
  shown: ({ content, signers }: { content: Text; signers: readonly string[] }) =>
    [
      `《${content.name}》第 ${content.revision} 版`,
      ...content.parties.map(
        ({ city, federation }) => `  ${federation}（${city}）${signers.includes(city) ? "：已签" : "：未签"}`,
      ),
      ...content.clauses.map(
        ({ from, to, kinds, purposes, commands, startsOn, endsOn }) =>
          `  ${from} → ${to}：${[words(kinds), words(purposes), words(commands)].filter(Boolean).join("；") || "无"}（${startsOn} 起${endsOn ? `，到 ${endsOn}` : ""}）`,
      ),
    ].join("\n"),
} as const;
