import type { Child, FC, PropsWithChildren } from "hono/jsx";
import type { FairView } from "../../../../fairs/index.ts";
import { HeadStart } from "../../../head/head.tsx";
import { asset } from "../../../static/index.ts";
import { COMMON } from "../../../text/common.ts";
import { formatSpan } from "../../../text/format.ts";

type FrameProps = {
  fair: Pick<FairView, "id" | "title" | "opensAt" | "closesAt">;
  title: string;
  /** The heading; the title of the fair by default. */
  heading?: string;
  head?: Child;
  live?: Record<string, string>;
  foot?: Child;
};

/** A full-screen page without the site's header, navigation and footer. */
export const Screen: FC<PropsWithChildren<FrameProps>> = ({
  fair,
  title,
  heading,
  head,
  live,
  foot,
  children,
}) => (
  <html lang="zh-CN">
    <head>
      <HeadStart title={`${title} · ${fair.title}`} />
      <link rel="stylesheet" href={asset("hall/board.css")} />
      {head}
    </head>
    <body>
      <main {...live}>
        <header>
          <h1>{heading ?? fair.title}</h1>
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
