import type { FC } from "hono/jsx";
import type { Field, OriginalRow } from "../../../../../imports/index.ts";
import type { ManagedPosting } from "../../../../../postings/index.ts";
import { Table } from "../../../../components/blocks.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import { BENEFIT, EDUCATION, EMPLOYMENT } from "../../../../text/common.ts";
import { formatDate, formatExperience, formatHeadcount, formatPayInFull } from "../../../../text/format.ts";
import { FIELD_NAME, IMPORTS } from "../../../../text/imports/pages.ts";
import { reasonText } from "../../../../text/imports/reasons.ts";
import { remarkDetail } from "../../../../text/union/pages.ts";
import { POSTING_REVIEW } from "../../../../text/union/posting-review.ts";

/** Returns the place that was read: city and county by name. */
const placeRead = ({ city, county }: ManagedPosting, names: CodeNames): string | null =>
  [names.division(city), names.division(county)].filter(Boolean).join(" ") || null;

/** Returns what was read for a field of a sheet; null if the posting keeps nothing of it. */
function readOf(posting: ManagedPosting, field: Field, names: CodeNames): string | null {
  const read: Partial<Record<Field, () => string | null>> = {
    enterpriseName: () => posting.employer.name,
    title: () => posting.title,
    occupation: () => names.occupation(posting.occupation),
    headcount: () => formatHeadcount(posting),
    employmentType: () => (posting.employmentType ? EMPLOYMENT[posting.employmentType] : null),
    education: () => (posting.education === null ? null : (EDUCATION[posting.education] ?? null)),
    experience: () => formatExperience(posting.experienceMinMonths),
    requirements: () => posting.requirements,
    duties: () => posting.duties,
    pay: () => formatPayInFull(posting.pay),
    benefits: () => posting.benefits.map((code) => BENEFIT[code] ?? code).join("、") || null,
    place: () => placeRead(posting, names),
    contactName: () => posting.contactName,
    contactPhone: () => posting.contactPhone,
    contact: () => [posting.contactName, posting.contactPhone].filter(Boolean).join(" ") || null,
    validThrough: () => (posting.validThrough ? formatDate(posting.validThrough) : null),
    sourceUrl: () => posting.sourceUrl,
  };
  return read[field]?.() ?? null;
}

type Line = { name: string; text: string; read: string | null };

/** Returns the texts of a form that the program reads, each with what was read. */
function typedLines(posting: ManagedPosting, names: CodeNames): Line[] {
  const line = (field: Field, text: string | null): Line[] =>
    text?.trim() ? [{ name: FIELD_NAME[field], text, read: readOf(posting, field, names) }] : [];
  return [
    ...line("pay", posting.pay.text),
    ...line("place", posting.placeText),
    ...line("headcount", posting.headcountText),
  ];
}

type OriginalProps = { posting: ManagedPosting; row: OriginalRow | null; names: CodeNames };

/** The row or the texts from which a posting was read, with what was read from each. */
export const Original: FC<OriginalProps> = ({ posting, row, names }) => {
  const lines = row
    ? row.cells.map(({ name, text, field }) => ({
        name: name || FIELD_NAME[field],
        text,
        read: readOf(posting, field, names),
      }))
    : typedLines(posting, names);
  if (lines.length === 0) return null;
  return (
    <details class="sheet" open>
      <summary>{POSTING_REVIEW.original}</summary>
      <Table
        caption={row ? IMPORTS.rowAt(row.sheet, row.row) : POSTING_REVIEW.typed}
        columns={[
          { head: POSTING_REVIEW.column, cell: (line: Line) => line.name },
          { head: POSTING_REVIEW.written, cell: (line: Line) => line.text },
          {
            head: POSTING_REVIEW.read,
            cell: (line: Line) =>
              line.read === null ? <span class="quiet">{POSTING_REVIEW.notRead}</span> : line.read,
          },
        ]}
        rows={lines}
      />
      {row && row.reasons.length > 0 ? (
        <>
          <p>{POSTING_REVIEW.remarks}</p>
          <ul class="list">
            {row.reasons.map(({ column, code, text }) => (
              <li>
                {column ? `${column}：` : ""}
                {reasonText(code)}
                {text ? <span class="quiet small"> {remarkDetail(code, text)}</span> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </details>
  );
};
