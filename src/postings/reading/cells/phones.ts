import { z } from "@hono/zod-openapi";
import { remembering, repairPhone } from "../../../platform/core/text.ts";

/**
 * A phone number or account found in a text. `start` and `end` are offsets in the given text; `value` has no
 * separators.
 */
export type FoundPhone = {
  value: string;
  start: number;
  end: number;
  kind: "mobile" | "landline" | "wechat" | "qq";
};

const SPOKEN = "零〇一二三四五六七八九";
const SEP = "[\\s\\-·.]";
const MOBILE: readonly RegExp[] = [
  /(?<![\da-z])(?:\+?86[-\s]?)?1[3-9]\d{9}(?![\da-z])/gi,
  new RegExp(`(?<![\\da-z])(?:\\+?86[-\\s]?)?1[3-9]\\d${SEP}\\d{4}${SEP}\\d{4}(?![\\da-z])`, "gi"),
  new RegExp(`(?<![\\da-z])1[3-9]\\d{2}${SEP}\\d{3}${SEP}\\d{4}(?![\\da-z])`, "gi"),
  new RegExp(`(?<![\\da-z])1[3-9]\\d${SEP}\\d{3}${SEP}\\d{5}(?![\\da-z])`, "gi"),
  new RegExp(`(?<![\\da-z])1${SEP}{1,2}[3-9](?:${SEP}{1,2}\\d){9}(?![\\da-z])`, "gi"),
];
const LANDLINE: readonly RegExp[] = [
  /(?<![\da-z])[(]?0\d{2,3}[)]?[-\s]{0,3}\d{7,8}(?:[-转]\d{1,6})?(?![\da-z])/gi,
  /(?<![\da-z])0\d{2,3}-\d{3,4}[-\s]\d{4}(?![\da-z])/gi,
  /(?<![\da-z])[48]00[-\s]?\d{3,4}[-\s]?\d{3,4}(?![\da-z])/gi,
  /(?<=(?:电话|座机|固话|热线|tel)\s{0,2}[:]?\s{0,2})[2-9]\d{6,7}(?!\d)/gi,
];
const QQ = /(?:qq|扣扣|企鹅)(?:号码?|群)?\s{0,2}[:为是]?\s{0,2}([1-9]\d{4,10})(?!\d)/gi;
const WECHAT =
  /(?:微信|威信|薇信|v信|wechat|weixin|(?<![a-z])(?:vx|wx)|加v)(?:号码?|同号)?\s{0,2}[:为是]?\s{0,2}([a-z][-_a-z\d]{5,19}|1[3-9]\d{9})(?![\da-z])/gi;

/**
 * Matches every text that may hold a number, of seven digits at least, or an account. Most texts fail this
 * test, which is much faster.
 */
const SUSPECT =
  /(?:[\d０-９][^\d０-９]*){7}|[幺零〇一二三四五六七八九]{11}|微信|威信|薇信|[vｖ](?:信|x|ｘ)|wechat|weixin|wx|加v|qq|扣扣|企鹅|[ａ-ｚＡ-Ｚ]/i;

/** Replaces full-width characters, dashes and blanks one by one, so that offsets stay valid. */
function plain(text: string): string {
  let out = "";
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const char = text.charAt(at);
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0);
    else if (/[‐‑‒–—―─−]/.test(char)) out += "-";
    else if (/[\s\u200b-\u200f]/.test(char)) out += " ";
    else out += char;
  }
  return out;
}

/** Replaces eleven spelled-out digits in a row (一三八…), a mobile number, by digits. 幺 means one. */
function spoken(text: string): string {
  return text.replace(/[幺零〇一二三四五六七八九]{11}/g, (run) =>
    [...run].map((char) => (char === "幺" ? "1" : String(Math.max(0, SPOKEN.indexOf(char) - 1)))).join(""),
  );
}

/**
 * Finds mobile and landline numbers, and WeChat and QQ account names, in a text. In order, without overlap.
 * Reads full-width, spaced and spelled-out digits. Ignores credit codes, identity numbers and pay.
 */
export const findPhones = remembering((text: string): readonly FoundPhone[] => {
  if (!SUSPECT.test(text)) return [];
  const source = spoken(plain(text));
  const found: FoundPhone[] = [];
  const add = (kind: FoundPhone["kind"], start: number, raw: string): void => {
    const value = kind === "wechat" ? raw : raw.replace(/^\+?86(?=[-\s]?1)/, "").replace(/\D/g, "");
    const end = start + raw.length;
    if (!found.some((one) => start < one.end && one.start < end)) found.push({ value, start, end, kind });
  };
  const addAll = (kind: FoundPhone["kind"], patterns: readonly RegExp[]): void => {
    for (const pattern of patterns) for (const hit of source.matchAll(pattern)) add(kind, hit.index, hit[0]);
  };
  for (const [kind, pattern] of [
    ["wechat", WECHAT],
    ["qq", QQ],
  ] as const) {
    for (const hit of source.matchAll(pattern)) {
      const raw = hit[1] ?? "";
      add(kind, hit.index + hit[0].length - raw.length, raw);
    }
  }
  addAll("mobile", MOBILE);
  addAll("landline", LANDLINE);
  return found.sort((a, b) => a.start - b.start);
});

/**
 * Schema of a phone number to call: at least five digits, with separators and 转 before an extension. May be
 * empty.
 */
export const ContactPhone = z
  .string()
  .overwrite(repairPhone)
  .trim()
  .max(40)
  .refine(
    (text) =>
      text === "" ||
      (/\d{5}/.test(text.replace(/[^\d]/g, "")) && /^[\d\s+()（）\-—－转,，、/;；]+$/.test(text)),
  );
