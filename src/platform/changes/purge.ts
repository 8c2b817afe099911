import type { Tx } from "../../../db/client.ts";
import { attempt } from "./store/cursors.ts";

/** SQLSTATE of a row that another row refers to. */
const REFERRED_TO = "23503";
const isReferredTo = (error: unknown) =>
  error instanceof Error && "code" in error && error.code === REFERRED_TO;

type Ways = {
  /** Deletes the records in one transaction. Returns the ids of those that it deleted. */
  remove(ids: readonly string[]): Promise<string[]>;
  /** Empties records that must stay, because records of this node refer to them. Returns their ids. */
  empty(ids: readonly string[]): Promise<string[]>;
};

/**
 * Deletes copies. One to which a record of this node refers is emptied instead: a person's application still
 * names the job. Returns the ids of the copies whose content is gone.
 */
export async function deleteOrEmpty(tx: Tx, ids: readonly string[], ways: Ways): Promise<string[]> {
  if (ids.length === 0) return [];
  const gone: string[] = [];
  const failure = await attempt(tx, async () => void gone.push(...(await ways.remove(ids))));
  if (!failure) return gone;
  if (!isReferredTo(failure.error)) throw failure.error;
  if (ids.length === 1) return ways.empty(ids);
  const half = Math.ceil(ids.length / 2);
  return [
    ...(await deleteOrEmpty(tx, ids.slice(0, half), ways)),
    ...(await deleteOrEmpty(tx, ids.slice(half), ways)),
  ];
}
