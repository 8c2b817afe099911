import type { z } from "zod";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { type Held, type HeldQuery, NOT_COMPARED, selectHeld } from "./store/held.ts";

/** A payload that fits its kind's schema, or why it does not. */
export type Reading = { payload: unknown; why: null } | { why: string };

/**
 * A version of a record that the log of its home city tells. `reading`: its payload as it was read before,
 * while the database worked.
 */
export type Copy<Payload = unknown> = {
  id: string;
  home: string;
  rev: number;
  payload: Payload;
  reading?: Reading | undefined;
};

/** A copy that this release cannot read: `why` names the member of the payload or the unknown code. */
export type Unread = { id: string; rev: number; why: string };

/**
 * A kind of record that cities share: reads, applies and hides copies of other cities' records. Every
 * statement ignores a version that is not newer, and a record whose home is another city than the log's.
 */
export type SharedKind = {
  kind: string;
  /** Newest version of the payload's schema that this release reads. */
  schema: number;
  /** True if a record is compared only until its `validThrough`, because it is hidden afterwards. */
  expires: boolean;
  /** Reads a payload. Absent for a kind whose payloads must be opened first. */
  read?: ((payload: unknown) => Reading) | undefined;
  /**
   * Writes newer versions in one transaction. Returns those that it could not read; the others are written.
   * Of several versions of a record it writes the newest.
   */
  put(tx: Tx, copies: readonly Copy[]): Promise<Unread[]>;
  /** Hides records that their home closed. */
  close(tx: Tx, copies: readonly Copy[]): Promise<void>;
  /**
   * Deletes copies of the city `home` alone, with all that hangs on them in the owner's tables. Never deletes
   * a record of another city, or of one that this node hosts. Returns the ids of the records that are gone.
   */
  purge(tx: Tx, home: string, ids: readonly string[]): Promise<string[]>;
  /**
   * True if a purge leaves the records, because they belong to people or enterprises of ours: applications,
   * tickets, registrations, and looks at cards.
   */
  keeps?: boolean;
  /**
   * Takes own records back that another city erased on this city's word. A restore brought them back.
   * Absent if the log is all that tells of them.
   */
  takeBack?(tx: Tx, ids: readonly string[]): Promise<void>;
  /**
   * Returns SQL that selects `id` and `rev` of the city's records as rows here show them: those that its
   * public log last told with `put`. True for own records and for copies.
   */
  told(city: string): HeldQuery;
  /** Returns the records of `told`, ordered by id, after the id `after`. */
  held(db: DbOrTx, of: { home: string; after: string | null; limit: number }): Promise<Held[]>;
};

type Typed<Payload> = Omit<SharedKind, "read" | "put" | "held" | "expires"> & {
  expires?: boolean;
  payload: z.ZodType<Payload>;
  put(tx: Tx, copies: readonly Copy<Payload>[]): Promise<Unread[]>;
};

/** Returns true if PostgreSQL keeps all texts of a value: it refuses NUL and half a character. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isStorable);
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}

/** Returns the newest version of each record. */
function newestOf(copies: readonly Copy[]): Copy[] {
  const newest = new Map<string, Copy>();
  for (const copy of copies)
    if (copy.rev >= (newest.get(copy.id)?.rev ?? copy.rev)) newest.set(copy.id, copy);
  return [...newest.values()];
}

/** Makes a shared kind whose `put` gets payloads that fit the schema; others are returned as unread. */
export function defineSharedKind<Payload>({ payload: schema, put, ...kind }: Typed<Payload>): SharedKind {
  const read = (value: unknown): Reading => {
    const { success, data, error } = schema.safeParse(value);
    if (!success) return { why: error.issues[0]?.path.join(".") || "payload" };
    return isStorable(data) ? { payload: data, why: null } : { why: "text" };
  };
  return {
    expires: false,
    ...kind,
    read,
    async put(tx, copies) {
      const unread: Unread[] = [];
      const fit: Copy<Payload>[] = [];
      for (const { id, home, rev, payload, reading = read(payload) } of newestOf(copies)) {
        if (reading.why === null) fit.push({ id, home, rev, payload: reading.payload as Payload });
        else unread.push({ id, rev, why: reading.why });
      }
      return fit.length === 0 ? unread : [...unread, ...(await put(tx, fit))];
    },
    held: (db, { home, ...page }) => selectHeld(db, kind.told(home), page),
  };
}

/** Members of a kind in logs for one city: digests do not compare its records, which end by erasure alone. */
export const PRIVATE = {
  close: async () => undefined,
  told: () => NOT_COMPARED,
} satisfies Pick<SharedKind, "close" | "told">;

/** Members of such a kind whose records belong to people or enterprises of ours: a purge leaves them. */
export const PRIVATE_OWN = {
  ...PRIVATE,
  keeps: true,
  purge: async () => [],
} satisfies Pick<SharedKind, "close" | "told" | "keeps" | "purge">;

/** Writes copies one by one. `putOne` returns why it could not read a copy, or null. */
export async function putEach<Payload>(
  copies: readonly Copy<Payload>[],
  putOne: (copy: Copy<Payload>) => Promise<string | null>,
): Promise<Unread[]> {
  const unread: Unread[] = [];
  for (const copy of copies) {
    const why = await putOne(copy);
    if (why !== null) unread.push({ id: copy.id, rev: copy.rev, why });
  }
  return unread;
}
