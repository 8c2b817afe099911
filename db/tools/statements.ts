/** Text in which a semicolon does not end a statement: quoted texts and names, dollar quotes, comments. */
const WHOLE =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;|[^;'"$/-]+|[\s\S]/g;
/** An unclosed quote or comment. */
const OPEN = /^(?:'|"|\$\w*\$|\/\*)/;

/**
 * Splits SQL at semicolons outside quotes and comments. `rest` is the text after the last one. Does not
 * support nested comments.
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
