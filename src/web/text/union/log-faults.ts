import type { OutboundCode } from "../../../platform/outbound/index.ts";
import { SCOREBOARD } from "./scoreboard.ts";

const CONNECTION = {
  URL_INVALID: "对方的网址写得不对",
  SCHEME_REFUSED: "对方的网址写得不对",
  CREDENTIALS_REFUSED: "对方的网址写得不对",
  ADDRESS_REFUSED: "对方的网址不允许连接",
  PLAIN_REFUSED: "对方的网址没有加密，不能连",
  REDIRECT_REFUSED: "对方的网址转到了别处，请问清新网址",
  TOO_LARGE: "对方一次给得太多",
  TOO_SLOW: "对方答得太慢",
  UNREACHABLE: "连不上对方的机器",
  STOPPED: "本机正在停机",
} satisfies Record<OutboundCode, string>;

/** Words for the answer of a partner's node, or for a fault here. */
const FAULT: Record<string, string> = {
  ...CONNECTION,
  HERE: "本机出了错，没能收下",
  LOG_AHEAD: "对方的记录比本机收到的还短",
  LOG_PRUNED: "对方已经不留这么早的记录",
  LOG_RESTORED: "对方刚恢复过备份，正在核对",
  NO_DIRECTORY: "没有收到对方的钥匙",
  OTHER_EPOCH: "对方换了一本记录",
  RATE_LIMITED: "对方太忙，让过一会儿再来",
  SIGNATURE_INVALID: "对方不认本市的签名",
  TIMED_OUT: "对方太忙，没来得及答",
  INTERNAL: "对方的机器出了错",
};

/** Returns why contact failed: no answer, a refusal, or a page that was wrong. */
export const faultOf = (fault: string): string =>
  FAULT[fault] ??
  (/^HTTP_\d+$/.test(fault) ? `对方的机器答错了（${fault.slice(5)}）` : null) ??
  `收到的内容不对：${SCOREBOARD.faultOf(fault)}`;

/** Reasons why an entry could not be read. */
export const UNREAD: Record<string, string> = {
  sealed: "加密的内容打不开",
  text: "文字里有不能用的字符",
  subject: "本机没有这个人",
  person: "本机没有这个人",
  city: "那座城市不由本机管理",
  enterprise: "本机没有这家企业",
  posting: "本机没有这个岗位",
  ticket: "本机没有这张入场码",
  booth: "那家企业不在这个展位",
  registration: "本机没有这份报名",
};
