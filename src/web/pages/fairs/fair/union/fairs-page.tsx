import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { isComingOrLive } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { FIGURE } from "../../../../text/fairs/fair-figures.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { FigureMeanings } from "../figures-section.tsx";
import { FairLines, type FairListName } from "./fair-list-section.tsx";

type Listed = { items: FairView[]; more: boolean };

type UnionFairsData = Record<FairListName, Listed> & {
  waiting: number;
  moreWaiting: boolean;
  /** True for an officer who may host a fair. */
  hosts: boolean;
};

const More: FC<{ which: FairListName; of: Listed }> = ({ which, of }) =>
  of.more ? (
    <p>
      <LinkButton href={`/union/fairs?show=${which}`}>
        {UNION_FAIRS.showAll(UNION_FAIRS.lists[which])}
      </LinkButton>
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
      <FairLines fairs={hosted.items.filter(goesOn)} />
      <h2>{UNION_FAIRS.others}</h2>
      {coming.items.length === 0 ? <Empty text={UNION_FAIRS.noneOthers} /> : null}
      <FairLines fairs={coming.items} />
      <More which="coming" of={coming} />
      {over.length > 0 ? (
        <>
          <h2>{UNION_FAIRS.ownOver}</h2>
          <FairLines fairs={over} />
        </>
      ) : null}
      <More which="hosted" of={hosted} />
      {past.items.length > 0 ? (
        <>
          <h2>{UNION_FAIRS.over}</h2>
          <FairLines fairs={past.items} />
          <More which="past" of={past} />
        </>
      ) : null}
      {hosted.items.length + coming.items.length > 0 ? <FigureMeanings of={[FIGURE.enterprises]} /> : null}
    </>
  );
};
