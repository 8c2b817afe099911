import { unescapeXml } from "../xlsx/xml.ts";

/** Entities of HTML beside those of XML, in common use in job texts. */
const ENTITIES: Record<string, string> = {
  ...{ nbsp: " ", ensp: " ", emsp: " ", thinsp: " ", zwnj: "", zwj: "", shy: "" },
  ...{ middot: "·", bull: "•", hellip: "…", mdash: "—", ndash: "–", deg: "°", times: "×", divide: "÷" },
  ...{ ldquo: "“", rdquo: "”", lsquo: "‘", rsquo: "’", laquo: "«", raquo: "»", sect: "§", copy: "©" },
  ...{ yen: "¥", euro: "€", pound: "£", cent: "¢", reg: "®", trade: "™", plusmn: "±", permil: "‰" },
  ...{ le: "≤", ge: "≥", ne: "≠", asymp: "≈", rarr: "→", larr: "←", frac12: "½", sup2: "²", sup3: "³" },
};
const ENTITY = /&([a-zA-Z]{2,6}\d{0,2});/g;
/** Markup that was escaped twice is text after two rounds, and without tags after the third. */
const ROUNDS_MAX = 3;

const ELEMENTS =
  "a|abbr|address|article|aside|b|base|big|blockquote|body|br|button|center|cite|code|col|colgroup|dd|del|details|div|dl|dt|em|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|mark|meta|nav|ol|option|p|param|path|picture|pre|q|s|samp|section|select|small|source|span|strike|strong|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|time|title|tr|tt|u|ul|var|video|wbr";
const ATTRIBUTE = `\\s+[a-z_:@*][\\w:.-]*(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'<>]+))?`;
/** Matches a tag of HTML, or with a prefix (o:p). 年龄<50岁，体重>45kg and List<String> hold no tag. */
const TAG = new RegExp(`</?(?:(?:${ELEMENTS})|[a-z]+[:-][a-z0-9:-]+)(?:${ATTRIBUTE})*\\s*/?>`, "gi");

function withoutTags(html: string): string {
  return html
    .replace(/<(script|style|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
    .replace(/<!--[\s\S]*?(-->|$)/g, "")
    .replace(/<!\[CDATA\[|\]\]>|<!doctype[^>]*>/gi, "")
    .replace(/<(br|hr|\/p|\/li|\/div|\/h[1-6]|\/tr|\/ul|\/ol)\b[^>]*>/gi, "\n")
    .replace(TAG, "");
}

const unescapeHtml = (text: string): string =>
  unescapeXml(text.replace(ENTITY, (whole, name: string) => ENTITIES[name] ?? whole));

/**
 * Converts an HTML fragment to plain text, also if its markup is escaped once or twice. Block elements and
 * breaks become line ends, scripts and styles are removed, entities are resolved.
 */
export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  let text = withoutTags(html);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const resolved = unescapeHtml(text);
    if (resolved === text) break;
    text = withoutTags(resolved);
  }
  return text
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ *\n[ \n]*/g, "\n")
    .trim();
}
