/**
 * Tokens of SQL text. In quoted texts and names, dollar quotes and comments, a semicolon does not end a
 * statement.
 */
const WHOLE =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;|[^;'"$/-]+|[\s\S]/g;
/** Start of a quote or comment that is not closed. */
const OPEN = /^(?:'|"|\$\w*\$|\/\*)/;

/**
 * Splits SQL at semicolons outside quotes and comments. `rest` is the text after the last semicolon. Does not
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
