/** Texts for people whose posting, enterprise or fair has such words. */
export const REWRITE = {
  heading: "有几句话要改",
  lead: "标出的话法律不允许，或者容易被退回。点一下就改好，别的内容不动。",
  said: (field: string) => `${field}里写了：`,
  instead: (words: string) => `改成“${words}”`,
  remove: "删掉这句话",
  done: (words: string) => `“${words}”已经改好。`,
  gone: (words: string) => `岗位里已经没有“${words}”了，不用再改。`,
  asIs: "这些话不改，仍然送审（多半会被退回）",
  notSent: "已存成草稿，还没有送审。先把下面标出的话改好；不改也可以，在最下面打勾后再送审。",
  inForm: "标出的话法律不允许，或者要有依据才能写。请在下面改掉再保存。",
  saved: "已经保存。标出的话法律不允许，或者要有依据才能写，请回去改掉。",
  ofEnterprise: "这家企业的介绍里有这些话。请打电话让企业改，岗位照常审核。",
  may: (words: string) => `可以写“${words}”。`,
  leaveOut: "请删掉这句话。",
} as const;
