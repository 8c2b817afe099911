import type { z } from "zod";
import type { DbOrTx, Tx } from "../../../db/client.ts";

/** A version of a record that the log of its home city tells. */
export type Copy<Payload = unknown> = { id: string; home: string; rev: number; payload: Payload };

/** A copy that this release cannot read: `why` names the member of the payload or the unknown code. */
export type Unread = { id: string; rev: number; why: string };

/** A record's id and revision, as both sides of a comparison know it. */
export type Held = { id: string; rev: number };

/**
 * A kind of record that cities share: reads, applies and hides copies of other cities' records. Every
 * statement ignores a version that is not newer, and a record whose home is another city than the log's.
 */
export type SharedKind = {
  kind: string;
  /** Newest version of the payload's schema that this release reads. */
  schema: number;
  /**
   * Writes newer versions in one transaction. Returns those that it could not read; the others are written.
   */
  put(tx: Tx, copies: readonly Copy[]): Promise<Unread[]>;
  /** Hides records that their home closed. */
  close(tx: Tx, copies: readonly Copy[]): Promise<void>;
  /** Returns the city's copies that are shown, ordered by id, after the id `after`. */
  held(db: DbOrTx, of: { home: string; after: string | null; limit: number }): Promise<Held[]>;
};

type Typed<Payload> = Omit<SharedKind, "put"> & {
  payload: z.ZodType<Payload>;
  put(tx: Tx, copies: readonly Copy<Payload>[]): Promise<Unread[]>;
};

/** Makes a shared kind whose `put` gets payloads that fit the schema; others are returned as unread. */
export function defineSharedKind<Payload>({ payload, put, ...kind }: Typed<Payload>): SharedKind {
  return {
    ...kind,
    async put(tx, copies) {
      const unread: Unread[] = [];
      const read: Copy<Payload>[] = [];
      for (const copy of copies) {
        const { success, data, error } = payload.safeParse(copy.payload);
        if (success) read.push({ ...copy, payload: data });
        else {
          const [issue] = error.issues;
          unread.push({ id: copy.id, rev: copy.rev, why: issue?.path.join(".") || "payload" });
        }
      }
      return read.length === 0 ? unread : [...unread, ...(await put(tx, read))];
    },
  };
}
