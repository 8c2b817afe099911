import { type Field, JOINED } from "./fields.ts";
import type { Mapping } from "./mapping.ts";

/**
 * The texts of a row by field, trimmed, blanks left out, the source's wording kept. Columns that share a field are
 * joined in their order; a cell with the contact's name and phone is taken apart.
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
  if (row.contact !== undefined) return { ...row, ...takeApart(row.contact, row) };
  return row;
}

const PHONE_INSIDE = /\+?\d[\d\-—–转() （）]{5,}\d/;

/** `张经理 0418-0000000`: name and phone; what the row says elsewhere wins. */
function takeApart(contact: string, row: Partial<Record<Field, string>>): Partial<Record<Field, string>> {
  const phone = PHONE_INSIDE.exec(contact)?.[0];
  const name = contact.replace(phone ?? "", "").replace(/^[\s:：,，、/()（）]+|[\s:：,，、/()（）]+$/g, "");
  const parts: Partial<Record<Field, string>> = {};
  if (name && !row.contactName) parts.contactName = name;
  if (phone && !row.contactPhone) parts.contactPhone = phone.trim();
  return parts;
}
