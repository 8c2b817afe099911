import { type Field, JOINED } from "./fields.ts";
import type { Mapping } from "./mapping.ts";

/**
 * Maps a row's cells to fields, in the source's wording, trimmed and without blank cells. Cells of several
 * columns with one field of JOINED are joined in column order. Names and phones of a contact are split.
 */
export function applyMapping(cells: string[], mapping: Mapping): Partial<Record<Field, string>> {
  const row: Partial<Record<Field, string>> = {};
  const columns = Object.keys(mapping).map(Number);
  for (const column of columns.sort((a, b) => a - b)) {
    const field = mapping[column]?.field;
    const text = cells[column]?.trim() ?? "";
    if (!field || field === "ignored" || text === "") continue;
    const before = row[field];
    const same = before === text || before?.endsWith(`${JOINED[field] ?? ""}${text}`);
    if (before === undefined) row[field] = text;
    else if (field in JOINED && !same) row[field] = `${before}${JOINED[field]}${text}`;
  }
  splitContact(row);
  return row;
}

const PHONE_INSIDE = /\+?\d[\d\-—–转() （）]{5,}\d/g;
const BESIDES_NAME = /^[\s:：/()（）]+|[\s:：/()（）]+$|(?:联系)?(?:电话|手机|微信同号)[:：]?/g;
const digits = (phone: string) => phone.replace(/\D/g, "");

/** Returns the phones without those that an earlier one contains. */
const distinct = (phones: string[]) =>
  phones.filter((phone, at) => !phones.slice(0, at).some((one) => digits(one).includes(digits(phone))));

/**
 * Splits names from phones in the cells of a contact (`张经理 0418-0000000`) and of a name (`张经理/139…`). Such a
 * phone is one more number of the contact. The name's own column takes precedence.
 */
function splitContact(row: Partial<Record<Field, string>>): void {
  const texts = [row.contactName, row.contact].flatMap((text) => text ?? []);
  const inside = texts.flatMap((text) => text.match(PHONE_INSIDE) ?? []).map((phone) => phone.trim());
  if (row.contact === undefined && inside.length === 0) return;
  const names = (row.contactName ?? row.contact ?? "")
    .replace(PHONE_INSIDE, "\n")
    .split(/[\n,，、;；]/)
    .map((name) => name.replace(BESIDES_NAME, "").trim());
  const name = [...new Set(names.filter(Boolean))].join("、");
  const phones = distinct([...(row.contactPhone ? [row.contactPhone] : []), ...inside]).join("、");
  if (name) row.contactName = name;
  else delete row.contactName;
  if (phones) row.contactPhone = phones;
}
