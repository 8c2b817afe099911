import type { FC } from "hono/jsx";
import {
  type TalentPage as Found,
  TALENT_SOONEST,
  TALENT_YEARS,
  type TalentFilter,
} from "../../../../talent/index.ts";
import { Empty, Notice, Pages as Pager } from "../../../components/blocks.tsx";
import {
  Button,
  Check,
  ErrorSummary,
  Field,
  type FormState,
  LinkButton,
  type Option,
  Select,
} from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatDate } from "../../../text/format.ts";
import { TALENT, TALENT_CARD, TALENT_SOONEST_TEXT } from "../../../text/public/talent.ts";
import { cardLine, skillsOf } from "../card-section.tsx";

export type SearchData = {
  /** Path of the list: that of the union or of enterprises. */
  base: string;
  form: FormState;
  found: Found;
  skills: readonly Option[];
  places: readonly Option[];
  names: CodeNames;
  /** Enterprise for which a member of several looks. */
  enterpriseId: string | null;
  next: string | null;
  filtered: boolean;
  /** True if an enterprise looks that is not verified. */
  unverified: boolean;
  mayInvite: boolean;
};

const LABELS: Record<keyof TalentFilter, string> = {
  skill: TALENT.skill,
  place: TALENT.place,
  years: TALENT.years,
  certificate: TALENT.certificate,
  startFrom: TALENT.startFrom,
  veteran: TALENT.veteran,
};

/** Returns the chosen conditions in words: 焊工、至少干过 5 年. */
function chosenWords({ form: { values }, names }: SearchData): string {
  const text = (name: keyof TalentFilter) => String(values[name] ?? "");
  const soonest = TALENT_SOONEST.find((value) => value === text("startFrom"));
  const words = [
    text("skill") && (names.occupation(text("skill")) ?? text("skill")),
    text("place") && (names.division(text("place")) ?? text("place")),
    text("years") && `${TALENT.years} ${TALENT.yearsOf(Number(text("years")))}`,
    soonest && TALENT_SOONEST_TEXT[soonest],
    text("certificate"),
    text("veteran") && TALENT_CARD.veteran,
  ];
  return words.filter(Boolean).join("、");
}

/** The conditions, folded while a search finds somebody. Their words stand in the summary. */
const Filters: FC<{ data: SearchData }> = ({ data }) => {
  const { base, form, skills, places, enterpriseId, filtered, found } = data;
  const open = form.errors.length > 0 || (filtered && found.items.length === 0);
  const words = open ? "" : chosenWords(data);
  return (
    <details class="sheet" open={open}>
      <summary>{words ? TALENT.filtersOf(words) : TALENT.filters}</summary>
      <form method="get" action={base}>
        {enterpriseId ? <input type="hidden" name="enterpriseId" value={enterpriseId} /> : null}
        <Select form={form} name="skill" label={TALENT.skill} options={skills} blank={TALENT.any} />
        <Select form={form} name="place" label={TALENT.place} options={places} blank={TALENT.any} />
        <Select
          form={form}
          name="years"
          label={TALENT.years}
          options={TALENT_YEARS.map((years) => ({ value: String(years), text: TALENT.yearsOf(years) }))}
          blank={TALENT.any}
        />
        <Select
          form={form}
          name="startFrom"
          label={TALENT.startFrom}
          options={TALENT_SOONEST.map((value) => ({ value, text: TALENT_SOONEST_TEXT[value] }))}
          blank={TALENT.any}
        />
        <Field
          form={form}
          name="certificate"
          label={TALENT.certificate}
          hint={TALENT.certificateHint}
          maxlength={30}
        />
        <Check name="veteran" value="true" checked={form.values.veteran === "true"}>
          {TALENT.veteran}
        </Check>
        <p class="row">
          <Button kind="primary">{TALENT.search}</Button>
          {filtered ? <LinkButton href={base}>{TALENT.clear}</LinkButton> : null}
        </p>
      </form>
    </details>
  );
};

/** Cards that people show to this city, newest first, with conditions, count and pages. */
export const TalentSearchPage: FC<{ shell: Shell; data: SearchData }> = ({ shell, data }) => {
  const { base, found, names, enterpriseId } = data;
  const query = enterpriseId ? `?enterpriseId=${enterpriseId}` : "";
  return (
    <>
      <ErrorSummary form={data.form} labels={LABELS} />
      <h1>{TALENT.title}</h1>
      <p>{TALENT.lead}</p>
      {data.unverified ? <Notice kind="waiting">{TALENT.unverified}</Notice> : null}
      {data.mayInvite ? (
        <p>
          <a href={`/enterprise/talent/sent${query}`}>{TALENT.sent}</a>
        </p>
      ) : null}
      <Filters data={data} />
      {data.form.errors.length > 0 ? null : (
        <p>
          <b>{TALENT.count(found.total)}</b>
          <br />
          <span class="quiet small">{TALENT.order}</span>
        </p>
      )}
      {found.items.length === 0 ? <Empty text={data.filtered ? TALENT.none : TALENT.noneAtAll} /> : null}
      <ul class="list">
        {found.items.map((item) => (
          <li class="card posting">
            <h2>
              <a class="title" href={`${base}/${item.id}${query}`}>
                {skillsOf(item.skills, names)}
              </a>
            </h2>
            <p>{cardLine(item, names)}</p>
            <p class="quiet small">{TALENT.given(formatDate(item.givenAt))}</p>
          </li>
        ))}
      </ul>
      <Pager shell={shell} next={data.next} />
    </>
  );
};
