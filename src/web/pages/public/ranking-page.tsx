import type { FC } from "hono/jsx";
import { RANKING } from "../../text/public/pages.ts";

export const RankingPage: FC = () => (
  <div class="narrow">
    <h1>{RANKING.title}</h1>
    {RANKING.paragraphs.map((text) => (
      <p>{text}</p>
    ))}
  </div>
);
