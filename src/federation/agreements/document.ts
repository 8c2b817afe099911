import { sha256 } from "../../platform/changes/index.ts";
import { rootName } from "../keys/index.ts";
import {
  NoteError,
  type NoteSigner,
  type NoteVerifier,
  openNote,
  readVerifier,
  signNote,
} from "../notes/index.ts";
import { AgreementText, type Party } from "./schema.ts";

export type ReadAgreement = {
  content: AgreementText;
  /** SHA-256 of the note's text in hex. */
  digest: string;
};

/** Thrown for a note that is no agreement, or whose signatures are wrong. */
export class AgreementError extends Error {
  readonly fault: "FORM" | "CONTENT" | "SIGNATURE";
  /** Dotted path of the wrong member, for CONTENT. */
  readonly path: string;
  constructor(fault: AgreementError["fault"], path = "") {
    super(`agreement: ${fault} ${path}`.trim());
    this.name = "AgreementError";
    this.fault = fault;
    this.path = path;
  }
}

function parseText(text: string): AgreementText {
  let json: unknown;
  let again: string;
  try {
    json = JSON.parse(text);
    again = JSON.stringify(json); // Throws for what is nested too deep.
  } catch {
    throw new AgreementError("FORM");
  }
  // A member that stands twice, or a space, would let two readers read two agreements.
  if (`${again}\n` !== text) throw new AgreementError("FORM");
  const { success, data, error } = AgreementText.safeParse(json);
  if (!success) throw new AgreementError("CONTENT", error.issues[0]?.path.join("."));
  return data;
}

function verifierOf(party: Party): NoteVerifier {
  try {
    const verifier = readVerifier(party.root);
    if (verifier.name === rootName(party.origin, party.city)) return verifier;
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
  }
  throw new AgreementError("CONTENT", `root of ${party.city}`);
}

const textOf = (note: string) => note.slice(0, note.lastIndexOf("\n\n") + 1);

/** Reads the text of an agreement, signed or not. Verifies no signature. Throws AgreementError. */
export function readAgreement(note: string): ReadAgreement {
  const text = textOf(note) || note;
  const content = parseText(text);
  content.parties.forEach(verifierOf);
  return { content, digest: Buffer.from(sha256(text)).toString("hex") };
}

/**
 * Returns the cities whose roots signed the agreement. A city that is a party already signs with the root
 * that the agreement in force names, so that nobody replaces it. A new one signs with the root that the text
 * names. Throws AgreementError for a wrong signature.
 */
export async function signersOf(note: string, parties: readonly Party[] = []): Promise<string[]> {
  if (!textOf(note)) return [];
  const known = new Set(parties.map(({ city }) => city));
  const { content } = readAgreement(note);
  const all = [...parties, ...content.parties.filter(({ city }) => !known.has(city))];
  const verifiers = all.map(verifierOf);
  try {
    const { verifiedBy } = await openNote(note, verifiers);
    const signed = all.filter((_, i) => verifiedBy.some((one) => one === verifiers[i]));
    return signed.map(({ city }) => city);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    if (error.fault === "UNKNOWN_KEY") return [];
    throw new AgreementError(error.fault);
  }
}

/** Returns the text of an agreement, as it is signed. */
export const agreementText = (content: AgreementText): string =>
  `${JSON.stringify(AgreementText.parse(content))}\n`;

/** Returns a note with the signatures of two notes of one text. */
export function mergeSignatures(note: string, other: string): string {
  const text = textOf(note) || note;
  const lines = [note, other].flatMap((one) =>
    one
      .slice(text.length + 1)
      .split("\n")
      .filter(Boolean),
  );
  const unique = [...new Set(lines)].map((line) => `${line}\n`);
  return unique.length === 0 ? text : `${text}\n${unique.join("")}`;
}

/** Adds a root's signature to an agreement, signed or not yet. The text and the other signatures stay. */
export async function addSignature(note: string, signer: NoteSigner): Promise<string> {
  const text = textOf(note) || note;
  const signatures = note.slice(text.length + 1);
  return `${await signNote(text, [signer])}${signatures}`;
}
