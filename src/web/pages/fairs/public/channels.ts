import type { Context } from "hono";
import { openChannel } from "../../../../fairs/index.ts";
import { missing } from "../../../../platform/core/errors.ts";
import { ChannelCode } from "../../../../platform/core/schema.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { modulesPng } from "../../../components/png.ts";
import { qrModules, qrPath } from "../../../components/qr.tsx";
import { keepVia } from "../../../links/via.ts";
import { originOf } from "../../../page.tsx";

const anyone = { who: "anyone" } as const;
/** Pixels to a module: a code of 37 modules prints 25 mm at 300 dots an inch. */
const SCALE = 12;
const PICTURE_AGE = "public, max-age=86400";

/** What a channel's code says to a camera. */
export const channelAddress = (c: Context<Env>, code: string): string => `${originOf(c)}/f/${code}`;

function codeOf(c: Context<Env>): string {
  const code = ChannelCode.safeParse(c.req.param("code")).data;
  if (!code) throw missing();
  return code;
}

/** Addresses of channels: one visit counted, the code kept in the browser, and on to the fair; and their pictures. */
export const channelLinks = new Pages()
  .get("/f/:code", anyone, async (c) => {
    const code = codeOf(c);
    const fairId = await openChannel(c.get("ctx"), code);
    keepVia(c, code);
    return c.redirect(`/fairs/${fairId}`, 303);
  })
  .get("/f/:code/qr.png", anyone, async (c) =>
    c.body(await modulesPng(qrModules(channelAddress(c, codeOf(c))), SCALE), 200, {
      "content-type": "image/png",
      "cache-control": PICTURE_AGE,
    }),
  )
  .get("/f/:code/qr.svg", anyone, (c) => {
    const modules = qrModules(channelAddress(c, codeOf(c)));
    const side = modules.length;
    return c.body(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
        `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${qrPath(modules)}"/></svg>`,
      200,
      { "content-type": "image/svg+xml", "cache-control": PICTURE_AGE },
    );
  });
