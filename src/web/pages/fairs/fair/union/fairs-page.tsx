import type { FC } from "hono/jsx";
import type { FairView } from "../../../../../fairs/index.ts";
import { Empty } from "../../../../components/blocks.tsx";
import { FairLine } from "../../../../components/fairs.tsx";
import { LinkButton } from "../../../../components/forms.tsx";
import { FIGURE } from "../../../../text/fairs/fair-figures.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { FigureMeanings } from "../figures-section.tsx";

type UnionFairsData = {
  hosted: FairView[];
  others: FairView[];
  over: FairView[];
  waiting: number;
  more: boolean;
};

export const UnionFairsPage: FC<{ data: UnionFairsData }> = ({ data }) => (
  <>
    <h1>{UNION_FAIRS.heading}</h1>
    <p class="row">
      <LinkButton href="/union/fairs/new" kind="primary">
        {UNION_FAIRS.add}
      </LinkButton>
      <LinkButton href="/union/fairs/recommendations">
        {RECOMMENDATIONS.recommendHeading(data.waiting, data.more)}
      </LinkButton>
    </p>
    <h2>{UNION_FAIRS.hosted}</h2>
    {data.hosted.length === 0 ? <Empty text={UNION_FAIRS.none} /> : null}
    <ul class="list">
      {data.hosted.map((fair) => (
        <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
      ))}
    </ul>
    <h2>{UNION_FAIRS.others}</h2>
    {data.others.length === 0 ? <Empty text={UNION_FAIRS.noneOthers} /> : null}
    <ul class="list">
      {data.others.map((fair) => (
        <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
      ))}
    </ul>
    {data.over.length > 0 ? (
      <>
        <h2>{UNION_FAIRS.over}</h2>
        <ul class="list">
          {data.over.map((fair) => (
            <FairLine fair={fair} href={`/union/fairs/${fair.id}`} />
          ))}
        </ul>
      </>
    ) : null}
    {data.hosted.length + data.others.length > 0 ? <FigureMeanings of={[FIGURE.enterprises]} /> : null}
  </>
);
