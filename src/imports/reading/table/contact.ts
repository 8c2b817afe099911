import { remembering, repairPhone } from "../../../platform/core/text.ts";
import type { Field } from "./fields.ts";

const COUNTRY = "(?:\\(?(?:\\+|00)?86\\)?[-\\s.]*)?";
const EXTENSION = "(?:\\s*(?:转|分机|ext\\.?|[-*#])\\s*\\d{1,6}(?!\\d))?";
/** Comes before digits that are no account of another service. */
const ACCOUNT = "(?<!(?:qq|扣扣|微信|wx|群|邮编)(?:号码?)?[:：]?\\s*)";
/** A phone number in a cell of contacts: mobile, area code and number, 400, or a local number. */
const NUMBER = [
  `${COUNTRY}1[3-9]\\d(?:[-\\s.]?\\d){8}(?!\\d)`,
  `${COUNTRY}\\(?0\\d{2,3}\\)?[-\\s]*\\d{3,4}[-\\s]?\\d{4}(?!\\d)${EXTENSION}`,
  `[48]00[-\\s]?\\d{3,4}[-\\s]?\\d{3,4}(?!\\d)`,
  `${ACCOUNT}[2-9]\\d{6,7}(?!\\d)${EXTENSION}`,
].join("|");
const PHONE = `(?<![\\da-z_])(?:${NUMBER})`;
const PHONES = new RegExp(PHONE, "gi");
/** Matches a number that lost digits, and a run of digits that is no phone number. */
const BROKEN = `\\d(?:\\.\\d+)?e\\+?\\d{1,2}(?!\\d)|(?<![\\da-z_])${ACCOUNT}\\d[\\d-]{7,}(?!\\d)`;
const RUNS = new RegExp(`(${PHONE})|${BROKEN}`, "gi");
/** A number with area code whose leading zero a spreadsheet program removed. */
const WITHOUT_ZERO = /^(?!400|800)(?:([3-9]\d\d)-?(\d{7,8})|(2\d)-?(\d{8}))$/;

/**
 * Repairs each phone number in a cell of contacts; names and other words stay. A number that lost digits
 * (1.38E+10), or has too many or too few, is removed and listed in `broken`.
 */
export function repairPhones(text: string): { text: string; broken: string[] } {
  const whole = repairPhone(text);
  const [, area, number, metropolis, long] = WITHOUT_ZERO.exec(whole) ?? [];
  if (area || metropolis) return { text: `0${area ?? metropolis}-${number ?? long}`, broken: [] };
  if (whole.search(RUNS) < 0) return { text, broken: [] };
  const broken: string[] = [];
  const repaired = whole.replace(RUNS, (run, phone?: string) => {
    if (phone) return repairPhone(phone).replace(/\s+/g, "");
    broken.push(run);
    return "";
  });
  return { text: repaired.replace(/^[\s/、,;]+|[\s/、,;]+$/g, ""), broken };
}

/** Words beside a phone number that are no name. */
const BESIDES_NAME = /(?:联系)?(?:电话|手机|座机|微信)(?:同号|号码?)?[:：]?/g;
const NAME = /^[\p{Script=Han}·]{2,6}$/u;
const digitsOf = (phone: string) => phone.replace(/\D/g, "");

/** Returns the phones without those that an earlier one contains. */
const distinct = (phones: string[]) =>
  phones.filter((phone, at) => !phones.slice(0, at).some((one) => digitsOf(one).includes(digitsOf(phone))));

/** Returns the names in a text of contacts, without phones and brackets. */
function namesIn(text: string): string[] {
  const names = text
    .replace(PHONES, "\n")
    .split(/[\n,，、;；/]/)
    .map((name) => name.replace(BESIDES_NAME, "").replace(/^[\s:：()（）]+|[\s:：()（）]+$/g, ""));
  return [...new Set(names.filter(Boolean))];
}

const phonesIn = remembering((text): readonly string[] => text.match(PHONES) ?? []);

/** Returns the names in a cell of phones; none if it has no phone. */
const besidePhones = remembering((text): readonly string[] =>
  phonesIn(text).length > 0 ? namesIn(text).filter((name) => NAME.test(name)) : [],
);

/**
 * Splits names from phones in the cells of a contact (`张经理 0418-0000000`), of a name, and of a phone. A phone
 * from a name's cell is one more number of the contact. The name's own column takes precedence.
 */
export function splitContact(row: Partial<Record<Field, string>>): void {
  const own = row.contactPhone ?? "";
  const beside = besidePhones(own);
  const inside = [...phonesIn(row.contactName ?? ""), ...phonesIn(row.contact ?? "")];
  if (row.contact === undefined && inside.length === 0 && beside.length === 0) return;
  const names = namesIn(row.contactName ?? row.contact ?? "");
  const name = (names.length > 0 ? names : beside).join("、");
  const first = beside.length > 0 ? phonesIn(own) : own ? [own] : [];
  const phones = distinct([...first, ...inside]).join("、");
  if (name) row.contactName = name;
  else delete row.contactName;
  if (phones) row.contactPhone = phones;
}
