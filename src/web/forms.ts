import type { Context } from "hono";
import type { z } from "zod";
import { statusOf } from "../capabilities.ts";
import { AppError, notFound } from "../platform/core/errors.ts";
import { UUID } from "../platform/core/ids.ts";
import { type Env, FORM_TOKEN, fieldErrors } from "../platform/http/index.ts";
import type { FormState } from "./components/forms.tsx";

/** A submitted form: texts, and lists where a field stands more than once. Files are read elsewhere. */
export type Fields = Record<string, string | string[] | undefined>;

export async function readForm(c: Context<Env>): Promise<Fields> {
  const body = await c.req.parseBody({ all: true });
  const fields: Fields = {};
  for (const [key, value] of Object.entries(body)) {
    if (key === FORM_TOKEN) continue;
    if (typeof value === "string") fields[key] = value;
    else if (Array.isArray(value)) fields[key] = value.filter((v): v is string => typeof v === "string");
  }
  return fields;
}

/** The record that a page's address names; what is no id names nothing. */
export function idOf(c: Context<Env>): string {
  const id = c.req.param("id") ?? "";
  if (!UUID.test(id)) throw notFound();
  return id;
}

/** A record that a form names; what is no id names nothing. */
export function idIn(fields: Fields, name: string): string {
  const id = one(fields, name);
  if (!UUID.test(id)) throw notFound();
  return id;
}

/** The page of a list that an address asks for. */
export const cursorOf = (c: Context<Env>): string | undefined => c.req.query("cursor") || undefined;

export const one = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? "";
};

/** The revision that a form was made of, as commands take it; nothing where the form says none. */
export function revIn(fields: Fields): { ifRev?: number } {
  const text = one(fields, "ifRev");
  return /^\d{1,9}$/.test(text) ? { ifRev: Number(text) } : {};
}

export const many = (fields: Fields, name: string): string[] => {
  const value = fields[name];
  return (Array.isArray(value) ? value : value ? [value] : []).filter(Boolean);
};

/** A text of several values: 焊工证、叉车证 */
export const listed = (fields: Fields, name: string): string[] =>
  one(fields, name)
    .split(/[、,，;；\n]/)
    .map((text) => text.trim())
    .filter(Boolean);

/** Parses what a form meant, or refuses with its fields. */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(parsed.error) });
  return parsed.data;
}

const topField = (path: string) =>
  path
    .split(".")
    .filter((part) => !/^\d+$/.test(part))
    .at(-1) ?? path;

/**
 * What a refused form shows again: its values and, beside the fields, what was wrong. Null when the refusal is not about
 * the form's input and belongs on a page of its own.
 */
export function refusedForm(error: unknown, fields: Fields): FormState | null {
  if (!(error instanceof AppError) || !error.detail.fields || statusOf(error) !== 422) return null;
  const seen = new Set<string>();
  const errors = error.detail.fields
    .map((field) => ({ ...field, path: topField(field.path) }))
    .filter(({ path }) => !seen.has(path) && seen.add(path));
  return { values: fields, errors };
}
