import { z } from "zod";

/** Name of the protocol that this release speaks. */
export const PROTOCOL = "cityfed/1";
/** Longest validity of a directory. */
export const VALID_DAYS_MAX = 400;
/** What one answer with changes holds at most, and how long it may wait. */
export const LIMITS = { pageBytes: 5_000_000, pageEntries: 500, waitS: 25 } as const;

const City = z.string().regex(/^\d{6}$/);
const Kid = z.string().regex(/^[0-9a-f]{8}$/);
const Instant = z.iso.datetime();

export const DirectoryKey = z.object({
  kid: Kid,
  use: z.enum(["sign", "encrypt"]),
  status: z.enum(["next", "active", "retired", "revoked"]),
  /** Canonical base64 of 32 bytes. */
  publicKey: z.string().length(44),
  from: Instant,
  /** The key is not valid at or after this time. */
  until: Instant.optional(),
});
export type DirectoryKey = z.infer<typeof DirectoryKey>;

export const DirectoryCity = z.object({
  city: City,
  federation: z.string().max(200),
  origin: z.string().regex(/^[^\s+]{1,200}$/),
  /** Verifier key of the root, for readers who know none. Peers take it from the agreement alone. */
  root: z.string().max(500),
  logs: z.array(z.object({ audience: z.string().max(40), epoch: z.int().min(1) })).max(100),
  keys: z.array(DirectoryKey).max(100),
});
export type DirectoryCity = z.infer<typeof DirectoryCity>;

/** Text of a directory: what one node serves, and with which keys. Members that are not known are ignored. */
export const Directory = z.object({
  v: z.literal(1),
  url: z.url({ protocol: /^https?$/, hostname: /./ }),
  versions: z.array(z.string()).refine((all) => all.includes(PROTOCOL), PROTOCOL),
  vocabulary: z.object({ occupations: z.string().max(100), divisions: z.string().max(100) }),
  limits: z.object({ pageBytes: z.int().min(1), pageEntries: z.int().min(1), waitS: z.int().min(0) }),
  cities: z.array(DirectoryCity).min(1).max(400),
  issuedAt: Instant,
  validUntil: Instant,
});
export type Directory = z.infer<typeof Directory>;
