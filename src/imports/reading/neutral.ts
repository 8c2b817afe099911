const DANGEROUS = /^[=+\-@\t\r\n\0＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * Prevents a spreadsheet program from running a cell as a formula (OWASP, CSV injection). Prefixes an
 * apostrophe if the text starts with = + - @, TAB, CR, LF, NUL or a full-width form of these signs. Numbers
 * stay unchanged.
 */
export function neutraliseCell(text: string): string {
  if (!DANGEROUS.test(text.trimStart()) && !DANGEROUS.test(text)) return text;
  return NUMBER.test(text) ? text : `'${text}`;
}
