import type { FC } from "hono/jsx";
import type { ChannelView, Exhibitor } from "../../../../fairs/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import type { Names } from "../../../components/posting.tsx";
import { ARTICLE, CHANNELS } from "../../../text/fairs/channels.ts";
import { Article } from "./article-section.tsx";
import type { ChannelsData } from "./channels-page.tsx";

export type ArticleData = ChannelsData & { channel: ChannelView | null; stands: Exhibitor[]; names: Names };

export const ArticlePage: FC<{ data: ArticleData }> = ({ data }) => {
  const { fair, channels, channel } = data;
  return (
    <div class="narrow">
      <h1>{ARTICLE.heading}</h1>
      <p>{ARTICLE.lead}</p>
      {channel ? (
        <nav aria-label={ARTICLE.choose}>
          <p>{ARTICLE.choose}</p>
          <ul class="chips">
            {channels.map((one) => (
              <li>
                <a
                  class="chip"
                  href={`/union/fairs/${fair.id}/article?channel=${one.code}`}
                  {...(one.code === channel.code ? { "aria-current": "true" as const } : {})}
                >
                  {one.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : (
        <Notice kind="waiting">
          {ARTICLE.noChannel} <a href={`/union/fairs/${fair.id}/channels`}>{CHANNELS.create}</a>
        </Notice>
      )}
      <Article data={data} />
    </div>
  );
};
