/** Texts for an enterprise whose posting has such words. */
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
} as const;
