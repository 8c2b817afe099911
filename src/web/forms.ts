import type { Context } from "hono";
import type { z } from "zod";
import { statusOf } from "../capabilities.ts";
import { AppError, type FieldError, notFound } from "../platform/core/errors.ts";
import { UUID } from "../platform/core/ids.ts";
import { type Env, FORM_TOKEN, fieldErrors } from "../platform/http/index.ts";
import { type FormState, WHOLE_FORM } from "./components/forms.tsx";

/** The field that carries the address of the page on which a form stands. */
export const FORM_ORIGIN = "_from";

/** A submitted form. A repeated field is a list; files are not included. */
export type Fields = Record<string, string | string[] | undefined>;

/** Reads a submitted form. Throws MALFORMED_BODY for a multipart body without boundary or end. */
export async function readForm(c: Context<Env>): Promise<Fields> {
  const body = await c.req.parseBody({ all: true }).catch((error: unknown) => {
    if (error instanceof TypeError) throw new AppError("MALFORMED_BODY");
    throw error;
  });
  const fields: Fields = {};
  for (const [key, value] of Object.entries(body)) {
    if (key === FORM_TOKEN || key === FORM_ORIGIN) continue;
    if (typeof value === "string") fields[key] = value;
    else if (Array.isArray(value)) fields[key] = value.filter((v): v is string => typeof v === "string");
  }
  return fields;
}

function uuidOrNotFound(id: string): string {
  if (!UUID.test(id)) throw notFound();
  return id;
}

/** Reads an id from the path. Throws NOT_FOUND unless it is a UUID. */
export const pathId = (c: Context<Env>, name = "id"): string => uuidOrNotFound(c.req.param(name) ?? "");

/** Reads an id from a form. Throws NOT_FOUND unless it is a UUID. */
export const fieldId = (fields: Fields, name: string): string => uuidOrNotFound(fieldText(fields, name));

/** Returns the cursor of the list page in the query; undefined for the first page. */
export const cursorOf = (c: Context<Env>): string | undefined => c.req.query("cursor") || undefined;

/** Returns `path` if it is a path of this site, else `fallback`: a redirect must not leave the site. */
export const localPath = (path: string | undefined, fallback: string): string =>
  path && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : fallback;

/** Returns the trimmed text of a field: the first one if the field repeats, empty if it is absent. */
export const fieldText = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? "";
};

/**
 * Returns the revision in the form as `ifRev`, which commands compare with the record. Empty object if the
 * form has none.
 */
export function fieldRev(fields: Fields): { ifRev?: number } {
  const text = fieldText(fields, "ifRev");
  return /^\d{1,9}$/.test(text) ? { ifRev: Number(text) } : {};
}

/** Returns every text of a field, without the empty ones. */
export const fieldTexts = (fields: Fields, name: string): string[] => {
  const value = fields[name];
  return (Array.isArray(value) ? value : value ? [value] : []).filter(Boolean);
};

/** Splits the text of a field into values at commas, semicolons and line breaks, Chinese or Latin. */
export const fieldList = (fields: Fields, name: string): string[] =>
  fieldText(fields, name)
    .split(/[、,，;；\n]/)
    .map((text) => text.trim())
    .filter(Boolean);

/** Parses `value` by a schema. Throws INVALID_INPUT with the wrong fields if it does not match. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(parsed.error) });
  return parsed.data;
}

/** Returns the name of the form's field for the path of an error. */
export type FieldNames = (path: string) => string;

const topField: FieldNames = (path) =>
  path
    .split(".")
    .filter((part) => !/^\d+$/.test(part))
    .at(-1) ?? path;

/** Codes that mean for a field without a value that it must be filled in. */
const WRONG = new Set(["TOO_SMALL", "INVALID_FORMAT", "INVALID_VALUE", "INVALID_UNION", "CUSTOM"]);
/** Codes of a field without a value that ask for something else. */
const OF_BLANK = new Set(["TOO_FEW", "FILE_MISSING", "UNCONFIRMED", "NOT_AGREED"]);

/** Codes of a change in the meantime, after which a form is shown again with all that was typed. */
const OVERTAKEN: ReadonlySet<string> = new Set(["ENTERPRISE_STATE", "REVISION_CONFLICT"]);

/**
 * Returns the form to show again after a validation error: its values, and the first error of each field.
 * After a change in the meantime, the error belongs to the whole form. Returns null for any other error.
 */
export function refusedForm(error: unknown, fields: Fields, nameOf: FieldNames = topField): FormState | null {
  if (!(error instanceof AppError)) return null;
  if (OVERTAKEN.has(error.code))
    return { values: fields, errors: [{ path: WHOLE_FORM, code: error.code }], status: 409 };
  if (!error.detail.fields || statusOf(error) !== 422) return null;
  return { values: fields, errors: firstErrors(error.detail.fields, fields, nameOf) };
}

/** Returns the first error of each field. A blank field is not wrong but missing. */
export function firstErrors(
  errors: readonly FieldError[],
  fields: Fields,
  nameOf: FieldNames = topField,
): FieldError[] {
  const seen = new Set<string>();
  const isMissing = ({ path, code }: FieldError) =>
    fieldTexts(fields, path).every((text) => text.trim() === "") &&
    (fields[path] === undefined ? WRONG.has(code) : !OF_BLANK.has(code));
  return errors
    .map((field) => ({ ...field, path: nameOf(field.path) }))
    .map((field) => (isMissing(field) ? { ...field, code: "REQUIRED" } : field))
    .filter(({ path }) => !seen.has(path) && seen.add(path));
}

/**
 * Runs the action of a submitted form. After an error for which `refusedForm` returns the form, shows it
 * again. Rethrows any other error.
 */
export async function submitForm(
  fields: Fields,
  run: () => Promise<Response>,
  showAgain: (form: FormState, error: unknown) => Response | Promise<Response>,
  nameOf?: FieldNames,
): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    const form = refusedForm(error, fields, nameOf);
    if (!form) throw error;
    return showAgain(form, error);
  }
}

/** Throws INVALID_INPUT with every one of the fields that is blank. */
export function requireFilled(fields: Fields, names: readonly string[]): void {
  const blank = names.filter((name) => fieldText(fields, name) === "");
  if (blank.length > 0)
    throw new AppError("INVALID_INPUT", { fields: blank.map((path) => ({ path, code: "REQUIRED" })) });
}

/** Returns the HTTP status of a page with a form: 422 or 409 if the form shows errors, else 200. */
export const formStatus = ({ errors, status = 422 }: FormState): 200 | 409 | 422 =>
  errors.length > 0 ? status : 200;

/** True for a form that was refused, and has what was typed. */
export const isRefused = (form: FormState | null): boolean => form !== null && form.errors.length > 0;

/** True for a form that a change in the meantime refused. */
export const isOvertaken = (form: FormState): boolean => form.status === 409;
