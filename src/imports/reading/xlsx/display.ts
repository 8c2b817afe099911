/**
 * Returns true for the id of a built-in date or time format (ECMA-376 18.8.30, including East Asian formats
 * 27–36 and 50–58).
 */
const DATE_IDS = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58 && id !== 48 && id !== 49);
const BUILT_IN: Record<number, string> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
};

/** Number format of a cell style: the built-in id, and the format code if the workbook defines one. */
export type NumberStyle = { id: number; code: string | null };

/** Returns true for a format that shows no value at all (`;;;`). */
export const showsNothing = ({ code }: NumberStyle): boolean => /^\s*;{2,}\s*$/.test(code ?? "");

/**
 * Formats a number as the sheet shows it: 10 and not 10.0, percents, fixed decimals, leading zeros and units.
 * Dates and times are in ISO form without time zone. Thousands separators are omitted, so that the text stays
 * a number. A number in an unsupported format is shown plainly.
 */
export function displayNumber(raw: string, style: NumberStyle, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  const code = style.code ?? BUILT_IN[style.id] ?? "";
  if (style.code === null ? DATE_IDS(style.id) : isDateCode(code))
    return displayDate(value, date1904) ?? plainNumber(value);
  return code === "" || /general|@/i.test(code) ? plainNumber(value) : byCode(value, code);
}

/** Formats a number without rounding noise of binary fractions, and a whole number without exponent. */
function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e21) return String(BigInt(rounded));
  return String(rounded);
}

function isDateCode(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(h+|m+|s+)\])[^\]]*\]/gi, "");
  return /[ymdhs]/i.test(bare.split(";")[0] ?? "") && !/general/i.test(bare);
}

/**
 * Converts a serial day number of Excel. Day 60 of the 1900 system is 29 February 1900, which did not exist.
 * Returns null if out of range.
 */
function displayDate(serial: number, date1904: boolean): string | null {
  if (serial < 0 || serial > 2_958_466) return null;
  const seconds = Math.round(serial * 86_400);
  const clock = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (seconds < 86_400 && !date1904) return clock.endsWith(":00") ? clock.slice(0, 5) : clock;
  const day = Math.floor(seconds / 86_400) + (date1904 ? 1462 : 0);
  const epoch = day < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const date = new Date(epoch + day * 86_400_000).toISOString().slice(0, 10);
  return clock === "00:00:00" ? date : `${date}T${clock}`;
}

function byCode(value: number, code: string): string {
  const sections = splitSections(code);
  const negative = value < 0 && sections.length > 1;
  const section =
    (negative ? sections[1] : value === 0 && sections.length > 2 ? sections[2] : sections[0]) ?? "";
  const bare = section
    .replace(/\[\$([^\]-]*)[^\]]*\]/g, '"$1"')
    .replace(/\[[^\]]*\]/g, "")
    .replace(/_.|\*./g, "");
  const parts =
    /^((?:"[^"]*"|\\.|[^#0?."\\])*)([#0?,]*)(?:\.([#0?]*))?(,*)((?:"[^"]*"|\\.|[^#0?"\\])*)$/.exec(bare);
  if (!parts || /[eE/]/.test(bare.replace(/"[^"]*"/g, ""))) return plainNumber(value);
  const [, before = "", whole = "", decimals = "", scale = "", after = ""] = parts;
  if (whole === "" && decimals === "") return literal(before + after) || plainNumber(value);
  const percent = (before + after).includes("%");
  const thousands = scale.length + (/,+$/.exec(whole)?.[0].length ?? 0);
  const shown = (negative ? -value : value) * (percent ? 100 : 1) * 1000 ** -thousands;
  return literal(before) + digits(shown, whole, decimals) + literal(after);
}

function digits(value: number, whole: string, decimals: string): string {
  if (Math.abs(value) >= 1e21) return String(value);
  const least = /0*$/.exec(decimals.replace(/[#?]+$/, ""))?.[0].length ?? 0;
  let text = Number(value.toPrecision(15)).toFixed(decimals.length);
  while (text.includes(".") && text.endsWith("0") && (text.split(".")[1] ?? "").length > least)
    text = text.slice(0, -1);
  if (text.endsWith(".")) text = text.slice(0, -1);
  const [head = "", ...tail] = text.split(".");
  const padded = head.replace(
    /^(-?)(\d*)$/,
    (_, sign: string, d: string) => sign + d.padStart((whole.match(/0/g) ?? []).length, "0"),
  );
  return [padded, ...tail].join(".");
}

function literal(text: string): string {
  return text.replace(/"([^"]*)"|\\(.)/g, "$1$2").trim();
}

function splitSections(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|[^;"\\])+/g) ?? [code];
}
