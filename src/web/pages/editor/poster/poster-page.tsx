import type { FC } from "hono/jsx";
import type { PostingView } from "../../../../postings/index.ts";
import { type CodeNames, Pay } from "../../../components/posting.tsx";
import { QrCode } from "../../../components/qr.tsx";
import { BENEFIT, COMMON, EDUCATION, FACT } from "../../../text/common.ts";
import { formatDateInFull, formatHeadcount, shorten } from "../../../text/format.ts";
import { POSTING } from "../../../text/public/pages.ts";
import { POSTER } from "../../../text/public/poster.ts";
import { Paper } from "../../fairs/fair/print/sheets-section.tsx";

const CONDITIONS_MAX = 8;
/** Working conditions that a poster names before the benefits. */
const FIRST_FACTS = ["shift", "restDays", "payday", "posture"];

type PosterData = {
  posting: PostingView;
  names: CodeNames;
  /** Address in the QR code, and the short one that people type. */
  address: string;
  typed: string;
};

/** Returns the working conditions that the posting states. */
const conditionsOf = ({ facts }: PostingView): string[] =>
  FIRST_FACTS.flatMap((name) => FACT[name]?.values?.[String(facts[name])] ?? []);

/** Returns the lines of a poster: number of people, place, requirements, benefits, telephone. */
function linesOf({ posting, names }: PosterData): { term: string; text: string }[] {
  const place = [names.division(posting.city), names.division(posting.county)].filter(Boolean).join("");
  const wants = [posting.requirements, posting.education ? EDUCATION[posting.education] : null];
  const { contact } = posting;
  const lines = [
    { term: POSTING.headcount, text: formatHeadcount(posting) },
    { term: POSTING.place, text: posting.placeText ?? place },
    { term: POSTING.requirements, text: shorten(wants.filter(Boolean).join("；")) },
    {
      term: POSTING.facts,
      text: [...conditionsOf(posting), ...posting.benefits.map((code) => BENEFIT[code] ?? code)]
        .slice(0, CONDITIONS_MAX)
        .join("、"),
    },
    { term: POSTER.phone, text: contact ? [contact.phone, contact.name].filter(Boolean).join(" ") : "" },
  ];
  return lines.filter(({ text }) => text !== "");
}

/** The poster of a posting on A4: job, pay, place, employer, QR code and a short address. */
export const PosterPage: FC<{ data: PosterData }> = ({ data }) => {
  const { posting, address, typed } = data;
  return (
    <Paper title={POSTER.title(posting.title)} back={`/postings/${posting.id}`}>
      <p class="screen">{POSTER.hint}</p>
      <section class="sheet poster">
        <p class="unions">{posting.employer.name}</p>
        <h1>
          {POSTER.hiring} {posting.title}
        </h1>
        <p class="when">
          <Pay pay={posting.pay} />
        </p>
        <ul>
          {linesOf(data).map(({ term, text }) => (
            <li>
              <b>{term}</b>
              <br />
              {text}
            </li>
          ))}
        </ul>
        <div class="code">
          <QrCode text={address} label={POSTER.scan} />
          <div>
            <p class="big">{POSTER.scan}</p>
            <p>{POSTER.typed}</p>
            <p class="address">{typed}</p>
            <p>{POSTER.until(formatDateInFull(posting.validThrough))}</p>
            <p>{POSTER.free(posting.verifier)}</p>
            <p>
              {COMMON.hotline} {COMMON.hotlineNumber}
            </p>
          </div>
        </div>
      </section>
    </Paper>
  );
};
