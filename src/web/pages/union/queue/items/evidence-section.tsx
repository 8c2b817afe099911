import type { FC } from "hono/jsx";
import type { ManagedPosting } from "../../../../../postings/index.ts";
import { Facts, Notice } from "../../../../components/blocks.tsx";
import { otherFacts } from "../../../../components/posting.tsx";
import { EDUCATION } from "../../../../text/common.ts";
import { formatDate, formatExperience, formatHeadcount, formatPay } from "../../../../text/format.ts";
import { POSTING } from "../../../../text/public/pages.ts";
import { FLAG, QUEUE, remarkDetail } from "../../../../text/union/pages.ts";

/** Returns the source's pay and what was read from it, or only the source's text if nothing was. */
function readAs(pay: ManagedPosting["pay"]): string {
  const read = formatPay(pay);
  return pay.text && pay.text.trim() !== read ? `${pay.text} → ${read}` : read;
}

/** The warnings of a posting for its officer, each with the words that caused it. */
export const Flags: FC<{ posting: ManagedPosting }> = ({ posting }) =>
  posting.flags.length > 0 ? (
    <Notice kind="waiting">
      {QUEUE.flagged}:{" "}
      {[
        ...new Set(posting.flags.map(({ code, text }) => `${FLAG[code] ?? code}${remarkDetail(code, text)}`)),
      ].join("、")}
    </Notice>
  ) : null;

/** Shows an officer the details of a posting that the law requires, and its warnings (`flags`). */
export const Evidence: FC<{ posting: ManagedPosting }> = ({ posting }) => (
  <>
    <Flags posting={posting} />
    <Facts
      items={[
        { term: POSTING.headcount, value: formatHeadcount(posting) },
        {
          term: POSTING.requirements,
          value:
            [
              posting.requirements,
              posting.education === null ? null : EDUCATION[posting.education],
              formatExperience(posting.experienceMinMonths),
            ]
              .filter(Boolean)
              .map((text) => text?.replace(/[。；]$/u, ""))
              .join("；") || null,
        },
        {
          term: POSTING.duties,
          value: posting.duties && `${posting.duties}${posting.dutiesSuggested ? QUEUE.suggested : ""}`,
        },
        { term: POSTING.place, value: posting.placeText },
        {
          term: POSTING.pay,
          value: readAs(posting.pay),
        },
        { term: POSTING.validThrough, value: posting.validThrough ? formatDate(posting.validThrough) : null },
        ...otherFacts(posting.facts),
      ]}
    />
  </>
);
