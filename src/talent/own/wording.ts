/** Most digits of a certificate's name: a year and a class. A number of a phone or an identity has more. */
const DIGITS_MAX = 5;
const DIGIT = /[\d零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]/g;
const CONTACT = /微信|电话|手机|号码|联系|扣扣|weixin|wechat|(?<![a-z])(?:qq|vx|wx|tel)(?![a-z])|@/i;

/**
 * Returns true if the name of a certificate could tell who the person is: a number, an address for contact,
 * or one of the person's names.
 */
export function identifies(certificate: string, names: readonly string[]): boolean {
  const text = certificate.normalize("NFKC").replace(/\s+/g, "");
  if ((text.match(DIGIT) ?? []).length > DIGITS_MAX || CONTACT.test(text)) return true;
  return names.some((name) => name.length > 1 && text.includes(name.replace(/\s+/g, "")));
}
