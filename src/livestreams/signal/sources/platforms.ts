import type { LinkPlatform } from "../../../../db/schema/index.ts";

export type ShownPlatform = Exclude<LinkPlatform, "other">;

/** Hosts of the platforms to which a livestream may link. A link leads to one of them and nowhere else. */
const HOSTS: Readonly<Record<ShownPlatform, readonly string[]>> = {
  douyin: ["live.douyin.com", "v.douyin.com", "www.douyin.com"],
  kuaishou: ["live.kuaishou.com", "v.kuaishou.com", "www.kuaishou.com"],
  shipinhao: ["channels.weixin.qq.com", "weixin.qq.com"],
};
export const PLATFORMS = ["douyin", "kuaishou", "shipinhao"] as const satisfies readonly ShownPlatform[];

/** Returns true for an https address of the platform, without credentials and without a port. */
export function isPlatformAddress(platform: ShownPlatform, text: string): boolean {
  if (/\s/.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password, port, hostname } = new URL(text);
  return (
    protocol === "https:" &&
    username === "" &&
    password === "" &&
    port === "" &&
    HOSTS[platform].includes(hostname)
  );
}
