import type { Child, FC, PropsWithChildren } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import { COMMON } from "../../../text/common.ts";
import { formatSpan } from "../../../text/format.ts";

type FrameProps = {
  fair: FairView;
  title: string;
  head?: Child;
  live?: Record<string, string>;
  foot?: Child;
};

/** A page without the site's frame. */
export const Screen: FC<PropsWithChildren<FrameProps>> = ({ fair, title, head, live, foot, children }) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} · ${fair.title} · ${COMMON.brand}`}</title>
      <link rel="icon" href="/static/favicon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/static/board.css" />
      {head}
    </head>
    <body>
      <main {...live}>
        <header>
          <h1>{fair.title}</h1>
          <p>{formatSpan(fair.opensAt, fair.closesAt)}</p>
        </header>
        {children}
        <footer>
          {foot}
          <a href={`/fairs/${fair.id}`}>{COMMON.brand}</a>
        </footer>
      </main>
    </body>
  </html>
);
