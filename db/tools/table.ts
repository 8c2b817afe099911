/** Chinese, Japanese and Korean characters take two columns of a terminal. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

const widthOf = (text: string) => text.length + (text.match(WIDE)?.length ?? 0);
const pad = (text: string, width: number) => text + " ".repeat(Math.max(0, width - widthOf(text)));
const oneLine = (value: string | null) => (value ?? "").replace(/\r?\n/g, "↵");

/**
 * Returns rows under their headings as a text table. Each column is as wide as its widest value. Null is
 * empty.
 */
export function textTable(headings: string[], rows: (string | null)[][]): string {
  const lines = rows.map((row) => row.map(oneLine));
  const widths = headings.map((heading, i) =>
    Math.max(widthOf(heading), ...lines.map((row) => widthOf(row[i] ?? ""))),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0))
      .join(" | ")
      .trimEnd();
  return [line(headings), widths.map((width) => "-".repeat(width)).join("-+-"), ...lines.map(line)].join(
    "\n",
  );
}
