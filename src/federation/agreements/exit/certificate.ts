import { z } from "zod";
import type { RequestContext } from "../../../platform/context.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { bytesOf, cityInDirectory, keysAt } from "../../directory/index.ts";
import { asNoteSigner, nodeSigner } from "../../keys/index.ts";
import { NoteError, type NoteVerifier, openNote, signNote } from "../../notes/index.ts";

const City = z.string().regex(/^\d{6}$/);
const Kinds = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/), z.int().min(0));

/** One side of a certificate: how many records `by` deleted of the other, by kind, and when it was done. */
export const Statement = z.strictObject({
  agreement: z.string().regex(/^[0-9a-f]{64}$/),
  left: City,
  party: City,
  leftAt: z.iso.datetime(),
  purged: Kinds,
  at: z.iso.datetime(),
});
export type Statement = z.infer<typeof Statement>;

const Half = z.strictObject({ by: City, of: City, kinds: Kinds, at: z.iso.datetime() });
/** Text of an exit certificate, one line of JSON: that of the city that left, then that of the party. */
export const Certificate = z.strictObject({
  v: z.literal(1),
  certificate: z.literal("exit"),
  agreement: Statement.shape.agreement,
  left: City,
  party: City,
  leftAt: z.iso.datetime(),
  purged: z.tuple([Half, Half]),
});
export type Certificate = z.infer<typeof Certificate>;

/**
 * Returns the text of the certificate from the statement of the city that left and what the party deleted.
 */
export function certificateText(
  { agreement, left, party, leftAt, purged, at }: Statement,
  own: { purged: Record<string, number>; at: Date },
): string {
  const certificate: Certificate = {
    v: 1,
    certificate: "exit",
    agreement,
    left,
    party,
    leftAt,
    purged: [
      { by: left, of: party, kinds: purged, at },
      { by: party, of: left, kinds: own.purged, at: own.at.toISOString() },
    ],
  };
  return `${JSON.stringify(certificate)}\n`;
}

/** Name under which a city signs exit certificates: `fx.example.cn/fed/210900/exit`. */
const exitName = (origin: string, city: string): string => `${origin}/${city}/exit`;

/** Returns a text as a note signed by a node key of an own city. Throws if the city has no key. */
export async function signAs(ctx: RequestContext, city: string, text: string): Promise<string> {
  const [signer, known] = [await nodeSigner(ctx, city), await cityInDirectory(ctx, city)];
  if (!signer || !known) throw new Error(`city ${city} has no key`);
  return signNote(text, [asNoteSigner(signer, exitName(known.origin, city))]);
}

/** A city's name for exit certificates, with the keys that count for it. */
export type ExitSigner = { name: string; keys: readonly NoteVerifier[] };

/** Returns the text of a note that all these signed, or null. Pure. */
export async function certified(note: string, signers: readonly ExitSigner[]): Promise<string | null> {
  try {
    const { text, verifiedBy } = await openNote(
      note,
      signers.flatMap(({ keys }) => keys),
    );
    return signers.every(({ name }) => verifiedBy.some((key) => key.name === name)) ? text : null;
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/** Returns the certificate that a line of JSON is, or null. It is exactly what its own JSON gives again. */
export function readCertificate(line: string): Certificate | null {
  try {
    const { data } = Certificate.safeParse(JSON.parse(line));
    return data && JSON.stringify(data) === line ? data : null;
  } catch {
    return null;
  }
}

/** Returns the text of a note that all the cities signed, or null. */
export async function signedBy(
  ctx: RequestContext,
  note: string,
  cities: readonly string[],
): Promise<string | null> {
  const at = await databaseNow(ctx.db);
  const signers: ExitSigner[] = [];
  for (const city of cities) {
    const known = await cityInDirectory(ctx, city);
    if (!known) return null;
    const name = exitName(known.origin, city);
    const keys = keysAt(known, "sign", at).map((key) => ({ name, publicKey: bytesOf(key) }));
    signers.push({ name, keys });
  }
  return certified(note, signers);
}
