import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { Empty, Pages } from "../../../../components/blocks.tsx";
import { FairLine, isComingOrLive } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { FIGURE } from "../../../../text/fairs/fair-figures.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { FigureMeanings } from "../figures-section.tsx";

/** The lists of fairs that have pages of their own. */
export const FAIR_LISTS = ["hosted", "coming", "past"] as const;
type ListName = (typeof FAIR_LISTS)[number];
type Listed = { items: FairView[]; more: boolean };

type UnionFairsData = Record<ListName, Listed> & {
  waiting: number;
  moreWaiting: boolean;
  /** True for an officer who may host a fair. */
  hosts: boolean;
};

const HEADING: Record<ListName, string> = UNION_FAIRS.lists;

const Lines: FC<{ fairs: readonly FairView[] }> = ({ fairs }) => (
  <ul class="list">
    {fairs.map((fair) => (
      <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
    ))}
  </ul>
);

const More: FC<{ which: ListName; of: Listed }> = ({ which, of }) =>
  of.more ? (
    <p>
      <LinkButton href={`/union/fairs?show=${which}`}>{UNION_FAIRS.showAll(HEADING[which])}</LinkButton>
    </p>
  ) : null;

/** True for a fair that is a draft, open for registration, published or running. */
const goesOn = (fair: FairView) => fair.phase === "draft" || isComingOrLive(fair);

/** The fairs of the officer's city, those of other cities, and those that are over. */
export const UnionFairsPage: FC<{ data: UnionFairsData }> = ({ data }) => {
  const { hosted, coming, past } = data;
  const over = hosted.items.filter((fair) => !goesOn(fair));
  return (
    <>
      <h1>{UNION_FAIRS.heading}</h1>
      <p class="row">
        {data.hosts ? (
          <LinkButton href="/union/fairs/new" kind="primary">
            {UNION_FAIRS.add}
          </LinkButton>
        ) : null}
        <LinkButton href="/union/fairs/recommendations">
          {RECOMMENDATIONS.recommendHeading(data.waiting, data.moreWaiting)}
        </LinkButton>
      </p>
      <h2>{UNION_FAIRS.hosted}</h2>
      {hosted.items.length === over.length ? (
        <Empty text={data.hosts ? UNION_FAIRS.none : UNION_FAIRS.noneOwn} />
      ) : null}
      <Lines fairs={hosted.items.filter(goesOn)} />
      <h2>{UNION_FAIRS.others}</h2>
      {coming.items.length === 0 ? <Empty text={UNION_FAIRS.noneOthers} /> : null}
      <Lines fairs={coming.items} />
      <More which="coming" of={coming} />
      {over.length > 0 ? (
        <>
          <h2>{UNION_FAIRS.ownOver}</h2>
          <Lines fairs={over} />
        </>
      ) : null}
      <More which="hosted" of={hosted} />
      {past.items.length > 0 ? (
        <>
          <h2>{UNION_FAIRS.over}</h2>
          <Lines fairs={past.items} />
          <More which="past" of={past} />
        </>
      ) : null}
      {hosted.items.length + coming.items.length > 0 ? <FigureMeanings of={[FIGURE.enterprises]} /> : null}
    </>
  );
};

type ListData = { which: ListName; items: FairView[]; next: string | null; first: boolean };

/** One of the lists, page by page. */
export const FairListPage: FC<{ data: ListData }> = ({ data: { which, items, next, first } }) => {
  const path = `/union/fairs?show=${which}`;
  return (
    <>
      <h1>{HEADING[which]}</h1>
      <p>
        <LinkButton kind="plain" href="/union/fairs">
          {UNION_FAIRS.heading}
        </LinkButton>
      </p>
      {items.length === 0 ? <Empty text={UNION_FAIRS.noneListed} /> : null}
      <Lines fairs={items} />
      <Pages shell={shell} next={next} />
    </>
  );
};
