import type { FC } from "hono/jsx";
import { WORK_KINDS, type WorkCounts } from "../../../../worklist/index.ts";
import { CountedChips } from "../../../components/blocks.tsx";
import { Button } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { ListSearch } from "../../../components/search/list-tools.tsx";
import type { Shell } from "../../../layout.tsx";
import { WORK, WORK_KIND } from "../../../text/union/worklist.ts";
import { filterOf, pathTo, type QueueQuery } from "./queue-query.ts";

type Option = { value: string; text: string; n: number };
type ChoiceProps = { name: string; label: string; value: string; options: readonly Option[] };

const Choice: FC<ChoiceProps> = ({ name, label, value, options }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{WORK.all}</option>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {WORK.counted(option.text, option.n)}
        </option>
      ))}
    </select>
  </div>
);

/** Returns the options of a filter; a chosen value without items is one of them. */
function withChosen(options: readonly Option[], value: string, text: string): readonly Option[] {
  return value === "" || options.some((option) => option.value === value)
    ? options
    : [...options, { value, text, n: 0 }];
}

type FilterProps = {
  shell: Shell;
  query: QueueQuery;
  counts: WorkCounts;
  names: CodeNames;
  /** Number of items that all filters select. */
  found: number;
};

/** Search, filters by kind with their numbers, and the other filters in a fold. */
export const Filters: FC<FilterProps> = ({ shell, query, counts, names, found }) => {
  const filter = filterOf(query);
  const { kind, county = "", enterpriseId = "", marked, owner = "", q } = filter;
  const more = [county, enterpriseId, owner].some(Boolean) || marked !== undefined;
  const counties = counts.counties.flatMap(({ code, n }) =>
    code ? [{ value: code, text: names.division(code) ?? code, n }] : [],
  );
  const enterprises = counts.enterprises.map(({ id, name, n }) => ({ value: id, text: name, n }));
  return (
    <>
      <ListSearch shell={shell} label={WORK.searchLabel} at={pathTo(filter)} />
      <form method="get" action="/union">
        {kind ? <input type="hidden" name="kind" value={kind} /> : null}
        {q ? <input type="hidden" name="q" value={q} /> : null}
        <details class="sheet" open={more}>
          <summary>{WORK.filters}</summary>
          <div class="filters">
            <Choice
              name="county"
              label={WORK.county}
              value={county}
              options={withChosen(counties, county, names.division(county) ?? county)}
            />
            <Choice
              name="enterprise"
              label={WORK.enterprise}
              value={enterpriseId}
              options={withChosen(enterprises, enterpriseId, WORK.chosen)}
            />
            <Choice
              name="marked"
              label={WORK.marked}
              value={marked === undefined ? "" : marked ? "yes" : "no"}
              options={[
                { value: "yes", text: WORK.markedYes, n: counts.marked.yes },
                { value: "no", text: WORK.markedNo, n: counts.marked.no },
              ]}
            />
            <Choice
              name="owner"
              label={WORK.owner}
              value={owner}
              options={[
                { value: "mine", text: WORK.mine, n: counts.owners.mine },
                { value: "nobody", text: WORK.nobody, n: counts.owners.nobody },
              ]}
            />
          </div>
          <Button>{WORK.show}</Button>
        </details>
      </form>
      <CountedChips
        all={{ href: pathTo({ ...filter, kind: undefined }), text: WORK.all, current: kind === undefined }}
        parts={WORK_KINDS.filter((one) => counts.kinds[one] > 0 || one === kind).map((one) => ({
          href: pathTo({ ...filter, kind: one }),
          text: WORK_KIND[one],
          n: counts.kinds[one],
          current: one === kind,
        }))}
      />
      {found > 0 && more ? (
        <p>
          <a class="button" href={pathTo({ kind, q })}>
            {WORK.clear}
          </a>
        </p>
      ) : null}
    </>
  );
};
