/** Reads the text of a question: how it is compared with others, and what may not stand in it. */
import { findPhones } from "../../../postings/index.ts";

const GREETING =
  /^(?:(?:主播|老师|师傅|领导|老板|各位|大家|你们?|您)?好|哈喽|hello|hi|请问(?:一下)?|问(?:一下|个|下)?|想问(?:一下|问)?|我想(?:问(?:一下|问)?|知道)|麻烦(?:问一下|您|你)?|主播|老师|那个)+/;
const PARTICLE = /(?:吗|呢|啊|呀|吧|么|嘛|呗|哈|哦|了|的|来着|谢谢(?:你|您|主播|老师)?)+$/;
const MARKS = /[\s\p{P}\p{S}]+/gu;

/**
 * Returns the text as it is compared with others: without case, width, marks, greetings and final particles.
 * 请问包住吗？ and 包住吗 are equal. A text of nothing else stays as it is.
 */
export function normalForm(text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replace(MARKS, "");
  const bare = folded.replace(GREETING, "").replace(PARTICLE, "");
  return bare === "" ? folded || text : bare;
}

const LINK =
  /https?:|:\/\/|www\.|(?<![\d.])[a-z0-9-]+\.(?:com|cn|net|org|top|vip|cc|xyz|io|me|co|info|shop|app|site|link|ltd|tv)(?![a-z])|@[a-z0-9-]+\.|二维码|口令/i;
/** Seven digits in a row are no figure of pay. Blanks and dashes between them hide none: 138-0000-0000. */
const DIGIT_RUN = /\d{7,}|[零〇一二三四五六七八九幺]{7,}/;
const ACCOUNT =
  /(?:加|留|扫|私)(?:我|一下|个)?(?:的)?(?:微信|v信|vx|wx|qq|扣扣|电话|手机号)|(?:微信|vx|wx|qq)(?:号|:|是)/i;
/** Digits apart by blanks or dots, as people write a number that a filter shall not see. */
const APART = /(?<!\d)1(?:[\s.·_-]*\d){10}(?!\d)/;

/** Returns true for a text with a phone number, an account or a link. It is refused, never cut. */
export function hasContact(text: string): boolean {
  const plain = text.normalize("NFKC");
  return (
    findPhones(plain).length > 0 ||
    APART.test(plain) ||
    DIGIT_RUN.test(plain.replace(/\s+/g, "")) ||
    ACCOUNT.test(plain) ||
    LINK.test(plain)
  );
}

/** Returns true for a name that could be more than a form of address: one with digits, marks or a contact. */
export const isOddName = (name: string): boolean => /[\d\p{P}\p{S}]/u.test(name) || hasContact(name);
