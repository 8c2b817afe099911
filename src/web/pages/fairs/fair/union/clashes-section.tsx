import type { FC } from "hono/jsx";
import type { FairClashes } from "../../../../../fairs/index.ts";
import { Notice } from "../../../../components/blocks.tsx";
import { CHANGES } from "../../../../text/fairs/fair-changes.ts";

/** Warns of other fairs at the same time in a hall of this fair, or with one of its enterprises. */
export const ClashesSection: FC<{ clashes: FairClashes }> = ({ clashes: { halls, enterprises } }) =>
  halls.length + enterprises.length === 0 ? null : (
    <Notice kind="warning">
      <p>
        <b>{CHANGES.clashes}</b>
      </p>
      <ul>
        {halls.map(({ venue, otherVenue, fair }) => (
          <li>{CHANGES.hall(venue, otherVenue, fair.title, fair.opensAt, fair.closesAt)}</li>
        ))}
        {enterprises.map(({ enterprise, fair }) => (
          <li>{CHANGES.enterprise(enterprise.name, fair.title, fair.opensAt, fair.closesAt)}</li>
        ))}
      </ul>
      <p>{CHANGES.clashHint}</p>
    </Notice>
  );
