import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, Phone, PlainText } from "../platform/core/schema.ts";

export const CodeRequest = z.strictObject({ phone: Phone }).openapi("CodeRequest");
export const CodeAnswer = z
  .object({
    expiresInS: z.number().int(),
    resendInS: z.number().int(),
    /** Present only without an SMS gateway, so never in production. */
    devCode: z.string().optional(),
  })
  .openapi("CodeAnswer");

export const SignIn = z
  .strictObject({
    phone: Phone,
    /** Accepts spaces and full-width digits, which phone keyboards insert. */
    code: z
      .string()
      .max(40)
      .transform((text) => text.normalize("NFKC").replace(/\s/g, ""))
      .pipe(z.string().regex(/^[0-9]{6}$/))
      .openapi({ type: "string", example: "123456" }),
  })
  .openapi("SignIn");

/** A change of the account's number: a code to the old one and a code to the new one. */
export const PhoneChange = z.strictObject({
  phone: Phone,
  oldCode: SignIn.shape.code,
  newCode: SignIn.shape.code,
});

/** The name by which colleagues know a person. */
export const NameInput = z.strictObject({ name: PlainText(30, 1) }).openapi("NameInput");

export const AccountView = z
  .object({
    id: Id,
    name: z.string().nullable(),
    phoneMasked: z.string(),
    roles: z.array(z.enum(["seeker", "member", "officer", "administrator"])),
    enterprises: z.array(z.object({ id: Id, homeCity: DivisionCode })),
    offices: z.array(z.object({ city: DivisionCode, county: DivisionCode.nullable() })),
  })
  .openapi("Account");

export const SessionAnswer = z
  .object({ token: z.string(), expiresAt: z.iso.datetime(), account: AccountView })
  .openapi("Session");

export type CodeRequest = z.infer<typeof CodeRequest>;
export type CodeAnswer = z.infer<typeof CodeAnswer>;
export type SignIn = z.infer<typeof SignIn>;
export type PhoneChange = z.infer<typeof PhoneChange>;
export type NameInput = z.infer<typeof NameInput>;
export type AccountView = z.infer<typeof AccountView>;
export type SessionAnswer = z.infer<typeof SessionAnswer>;
