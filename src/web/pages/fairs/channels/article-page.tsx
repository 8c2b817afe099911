import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { ARTICLE, CHANNELS } from "../../../text/fairs/channels.ts";
import { Article, type ArticleData } from "./article-section.tsx";

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
