import { recognise } from "../table/labels.ts";
import { parseRecord } from "./record.ts";

const CANDIDATES = [",", "\t", ";", "，", "|"];
const RECORDS_LOOKED_AT = 60;

/**
 * Returns the separator of a CSV text, found in its first records. Prefers a separator that yields known
 * column names, then one that splits most records into equally many cells. The full-width comma and the bar
 * count half.
 */
export function findDelimiter(head: string, whole: boolean): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of CANDIDATES) {
    const score = scoreOf(head, delimiter, whole) * (delimiter === "，" || delimiter === "|" ? 0.5 : 1);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreOf(head: string, delimiter: string, whole: boolean): number {
  const widths: number[] = [];
  let known = 0;
  for (let at = 0; at < head.length && widths.length < RECORDS_LOOKED_AT; ) {
    // The last record of the head may be incomplete. It counts only if the head is the whole file.
    const record = parseRecord(head, at, { delimiter, final: whole });
    if (!record) break;
    at = record.next;
    if (record.cells.length === 1 && record.cells[0]?.trim() === "") continue;
    if (record.strained || record.unclosed) {
      widths.push(1);
      continue;
    }
    widths.push(record.cells.length);
    if (record.cells.length > 1) {
      known = Math.max(known, record.cells.filter((c) => recognise(c)?.exact).length);
    }
  }
  if (widths.length === 0) return 0;
  const byWidth = new Map<number, number>();
  for (const width of widths) if (width > 1) byWidth.set(width, (byWidth.get(width) ?? 0) + 1);
  const [width, times] = [...byWidth].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return (known > 1 ? known * 2 : 0) + (times / widths.length) * (1 + Math.min(width, 40) / 100);
}

/**
 * Reads the line `sep=;` that Excel may write first. Returns the separator and the number of characters to
 * skip, or null without such a line.
 */
export function declaredDelimiter(head: string): { delimiter: string; skip: number } | null {
  const found = /^\uFEFF?"?sep=(.)"?(\r\n|\n|\r)/i.exec(head);
  return found?.[1] ? { delimiter: found[1], skip: found[0].length } : null;
}
