/** Text that a semicolon may stand in: quoted texts and names, dollar quotes, comments. */
const WHOLE =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;|[^;'"$/-]+|[\s\S]/g;
/** A quote or a comment that has begun and not ended. */
const OPEN = /^(?:'|"|\$\w*\$|\/\*)/;

/**
 * Cuts SQL into statements at semicolons outside quotes and comments. `rest` is what no semicolon ends yet. Nested
 * comments are not known.
 */
export function splitStatements(text: string): { statements: string[]; rest: string } {
  const statements: string[] = [];
  let current = "";
  for (const { 0: piece, index } of text.matchAll(WHOLE)) {
    if (piece.length === 1 && OPEN.test(text.slice(index)))
      return { statements, rest: current + text.slice(index) };
    if (piece !== ";") {
      current += piece;
      continue;
    }
    if (current.trim()) statements.push(current.trim());
    current = "";
  }
  return { statements, rest: current.trim() ? current : "" };
}
