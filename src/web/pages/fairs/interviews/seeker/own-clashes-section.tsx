import type { FC } from "hono/jsx";
import type { OwnClash } from "../../../../../fairs/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { CHANGES } from "../../../../text/fairs/fair-changes.ts";

/** Warns of an entry or interview at another fair less than an hour from one at this fair. */
export const OwnClashesSection: FC<{ clashes: readonly OwnClash[] }> = ({ clashes }) =>
  clashes.length === 0 ? null : (
    <Notice kind="warning">
      <p>
        <b>{CHANGES.ownTitle}</b>
      </p>
      {clashes.map(({ kind, at, other }) => (
        <p>{CHANGES.ownClash(CHANGES.own[kind](at), CHANGES.own[other.kind](other.at), other.title)}</p>
      ))}
    </Notice>
  );
