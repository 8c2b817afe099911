import type { Tx } from "../../../../db/client.ts";
import {
  type Copy,
  defineSharedKind,
  type SharedKind,
  type Unread,
} from "../../../platform/changes/index.ts";
import { PostingView } from "../../schema.ts";
import { type PostingPayload, rowOf } from "./row.ts";
import { closeCopies, postingsToldBy, purgeCopies, putCopies, unknownCodes } from "./store.ts";

type Posting = Copy<PostingPayload>;

/** An employer as a posting names it: enough to show a posting whose employer no log announces. */
export type EmployerStub = { id: string; home: string; name: string; verified: boolean };

/** Writes employers that are not known here. A known one stays as its own copy tells it. */
export type PutEmployers = (tx: Tx, stubs: readonly EmployerStub[]) => Promise<void>;

const stubOf = ({ home, payload }: Posting): EmployerStub => ({ ...payload.employer, home });

/** Returns the codes of a posting that this node does not know: of a newer table of trades or places. */
const codesOf = ({ payload }: Posting) => ({
  occupations: payload.occupation === null ? [] : [payload.occupation],
  divisions: [payload.city, payload.county].filter((code) => code !== null),
});

/**
 * Published postings as cities share them. A posting brings its employer, so none waits for an enterprise.
 */
export const sharedPostings = (putEmployers: PutEmployers): SharedKind =>
  defineSharedKind({
    kind: "posting",
    schema: 1,
    expires: true,
    payload: PostingView.omit({ applyBlock: true }),
    async put(tx, copies) {
      const asked = copies.map(codesOf);
      const unknown = await unknownCodes(tx, {
        occupations: asked.flatMap(({ occupations }) => occupations),
        divisions: asked.flatMap(({ divisions }) => divisions),
      });
      const unread: Unread[] = [];
      const read: Posting[] = [];
      for (const [i, copy] of copies.entries()) {
        const { occupations = [], divisions = [] } = asked[i] ?? {};
        const why = [...occupations, ...divisions].find((code) => unknown.has(code));
        if (why === undefined) read.push(copy);
        else unread.push({ id: copy.id, rev: copy.rev, why: `code ${why}` });
      }
      if (read.length === 0) return unread;
      await putEmployers(tx, read.map(stubOf));
      await putCopies(
        tx,
        read.map(({ id, home, rev, payload }) => Object.assign(rowOf(payload), { id, homeCity: home, rev })),
      );
      return unread;
    },
    close: closeCopies,
    purge: purgeCopies,
    told: postingsToldBy,
  });
