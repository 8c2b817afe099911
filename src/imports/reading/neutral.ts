const DANGEROUS = /^[=+\-@\t\r\n\0＝＋－＠]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/**
 * A cell text that no spreadsheet program runs as a formula: one that starts with = + - @, TAB, CR, LF or NUL, or their
 * full-width forms, gets a leading apostrophe; numbers stay numbers. (OWASP, CSV injection.)
 */
export function neutraliseCell(text: string): string {
  if (!DANGEROUS.test(text.trimStart()) && !DANGEROUS.test(text)) return text;
  return NUMBER.test(text) ? text : `'${text}`;
}
