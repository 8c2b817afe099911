import type { SharedKind } from "../../../platform/changes/index.ts";
import { SHARED_KINDS } from "../../kinds.ts";

/** Returns those of the kinds whose records a purge deletes. */
export const deletable = (kinds: readonly SharedKind[]): readonly SharedKind[] =>
  kinds.filter(({ keeps }) => !keeps);

/** Returns true for the log of a city for everybody. */
export const isPublic = ({ stream }: { stream: string }): boolean => stream.endsWith("/public");

/** Returns the kinds of record that a stream tells. */
export const kindsOf = (
  log: { stream: string },
  privateKinds: readonly SharedKind[],
): readonly SharedKind[] => (isPublic(log) ? SHARED_KINDS : privateKinds);
