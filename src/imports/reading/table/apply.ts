import { type Field, JOINED } from "./fields.ts";
import type { Mapping } from "./mapping.ts";

/**
 * Maps a row's cells to fields, in the source's wording, trimmed and without blank cells. Cells of several
 * columns with one field of JOINED are joined in column order. A cell with a contact's name and phone is
 * split.
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
  if (row.contact !== undefined) return { ...row, ...splitContact(row.contact, row) };
  return row;
}

const PHONE_INSIDE = /\+?\d[\d\-—–转() （）]{5,}\d/;

/** Splits `张经理 0418-0000000` into name and phone. Values from other columns take precedence. */
function splitContact(contact: string, row: Partial<Record<Field, string>>): Partial<Record<Field, string>> {
  const phone = PHONE_INSIDE.exec(contact)?.[0];
  const name = contact.replace(phone ?? "", "").replace(/^[\s:：,，、/()（）]+|[\s:：,，、/()（）]+$/g, "");
  const parts: Partial<Record<Field, string>> = {};
  if (name && !row.contactName) parts.contactName = name;
  if (phone && !row.contactPhone) parts.contactPhone = phone.trim();
  return parts;
}
