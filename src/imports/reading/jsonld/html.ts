import { unescapeXml } from "../xlsx/xml.ts";

/**
 * Converts an HTML fragment to plain text. Block elements and breaks become line ends, scripts and styles are
 * removed, entities are resolved.
 */
export function htmlToText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const lines = html
    .replace(/<(script|style|template)\b[\s\S]*?(<\/\1\s*>|$)/gi, " ")
    .replace(/<!--[\s\S]*?(-->|$)/g, "")
    .replace(/<(br|\/p|\/li|\/div|\/h[1-6]|\/tr|\/ul|\/ol)\b[^>]*>/gi, "\n")
    .replace(/<\/?[a-z][^>]*>/gi, "");
  return unescapeXml(lines.replaceAll("&nbsp;", " "))
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ *\n[ \n]*/g, "\n")
    .trim();
}
