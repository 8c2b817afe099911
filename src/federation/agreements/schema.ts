import { z } from "@hono/zod-openapi";
import { DivisionCode, IsoDate, PlainText } from "../../platform/core/schema.ts";

const Word = z.string().regex(/^[A-Za-z]{1,40}$/);
const Words = z.array(Word).max(40);
const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/** A city that signs. Its root is the verifier key of `<origin>/<city>/root`. */
export const Party = z.strictObject({
  city: DivisionCode,
  federation: PlainText(60, 2),
  origin: z.string().regex(/^[a-z0-9.:-]{1,200}(\/[a-z0-9-]{1,40}){0,3}$/),
  root: z.string().max(400),
  /** Where the city's directory is found when the agreement is signed. */
  url: z.url({ protocol: /^https?$/ }).max(300),
});

/** A clause: `from` gives `to` kinds of record and purposes of consents, and accepts its types of command. */
const Clause = z.strictObject({
  from: DivisionCode,
  to: DivisionCode,
  kinds: Words,
  purposes: Words.default([]),
  /** Fields of a person's card that may be given; absent: all that the person consents to. */
  fields: Words.optional(),
  commands: Words.default([]),
  startsOn: IsoDate,
  endsOn: IsoDate.optional(),
});

/** The text of an agreement, one line of JSON. `previous` is the digest of an earlier revision's text. */
export const AgreementText = z.strictObject({
  v: z.literal(1),
  agreement: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: PlainText(80, 4),
  revision: z.number().int().min(1).max(100_000),
  previous: Digest.nullable(),
  parties: z.array(Party).min(1).max(400),
  clauses: z.array(Clause).max(20_000),
});

export type Party = z.infer<typeof Party>;
export type Clause = z.infer<typeof Clause>;
export type AgreementText = z.infer<typeof AgreementText>;
