import type { NavigationKey } from "../../platform/program/index.ts";
import type { IconName } from "../components/icons.tsx";

/** Text and icon of each navigation entry, by the key under which a capability declares the entry. */
export const NAVIGATION_TEXT: Record<NavigationKey, { text: string; icon: IconName }> = {
  "public.postings": { text: "找工作", icon: "search" },
  "public.fairs": { text: "招聘会", icon: "calendar" },
  "public.livestreams": { text: "直播", icon: "play" },
  "public.cities": { text: "城市", icon: "place" },
  "public.me": { text: "我的", icon: "person" },
  "enterprise.postings": { text: "岗位", icon: "list" },
  "enterprise.applications": { text: "投递", icon: "inbox" },
  "enterprise.talent": { text: "人才", icon: "search" },
  "enterprise.fairs": { text: "招聘会", icon: "calendar" },
  "enterprise.livestreams": { text: "直播", icon: "play" },
  "enterprise.profile": { text: "企业资料", icon: "building" },
  "enterprise.staff": { text: "人员", icon: "person" },
  "union.queue": { text: "待办", icon: "inbox" },
  "union.postings": { text: "岗位", icon: "list" },
  "union.imports": { text: "导入", icon: "upload" },
  "union.enterprises": { text: "企业", icon: "building" },
  "union.talent": { text: "人才", icon: "search" },
  "union.fairs": { text: "招聘会", icon: "calendar" },
  "union.livestreams": { text: "直播", icon: "play" },
  "union.federation": { text: "合作", icon: "place" },
  "union.figures": { text: "报表", icon: "list" },
  "union.staff": { text: "人员", icon: "person" },
};
