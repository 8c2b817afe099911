import type { Context } from "hono";
import { openChannel } from "../../../channels/index.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { ChannelCode } from "../../../platform/core/schema.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import { modulesPng } from "../../components/png.ts";
import { qrModules, qrPath } from "../../components/qr.tsx";
import { storeChannelCookie } from "../../links/channel-cookie.ts";
import { eventPath } from "../../links/event.ts";
import { visitorOf } from "../../links/visitor.ts";
import { originOf } from "../../page.tsx";
import { ANYONE } from "../../policies.ts";

/** Pixels per QR module: an image of 37 modules is 444 pixels wide, about 38 mm at 300 dpi. */
const SCALE = 12;
const PICTURE_AGE = "public, max-age=86400";

/** Returns the URL in a channel's QR code. */
const channelAddress = (c: Context<Env>, code: string): string => `${originOf(c)}/f/${code}`;

function codeOf(c: Context<Env>): string {
  const code = ChannelCode.safeParse(c.req.param("code")).data;
  if (!code) throw notFound();
  return code;
}

/**
 * Short links of channels and their QR images. A link counts the visit, stores the channel in a cookie and
 * redirects to the event.
 */
export const channelLinks = new Pages()
  .get("/f/:code", ANYONE, async (c) => {
    const code = codeOf(c);
    const event = await openChannel(c.get("ctx"), { code, visitor: visitorOf(c) });
    storeChannelCookie(c, code);
    return c.redirect(eventPath(event), 303);
  })
  .get("/f/:code/qr.png", ANYONE, async (c) =>
    c.body(await modulesPng(qrModules(channelAddress(c, codeOf(c))), SCALE), 200, {
      "content-type": "image/png",
      "cache-control": PICTURE_AGE,
    }),
  )
  .get("/f/:code/qr.svg", ANYONE, (c) => {
    const modules = qrModules(channelAddress(c, codeOf(c)));
    const side = modules.length;
    return c.body(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
        `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${qrPath(modules)}"/></svg>`,
      200,
      { "content-type": "image/svg+xml", "cache-control": PICTURE_AGE },
    );
  });
