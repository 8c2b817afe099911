/** Texts of the page on which people watch a livestream, beside those of `livestream.ts`. */
export const WATCH = {
  next: "下一个",
  textOnly: "只看文字，省流量",
  search: "找岗位",
  searchHint: "写岗位、企业或者地方",
  find: "找一找",
  found: (q: string, n: number) => (n > 0 ? `“${q}”找到 ${n} 个岗位` : `没有找到“${q}”，换个词试试`),
  more: (n: number) => `看后面的岗位（一共 ${n} 个）`,
  all: (n: number) => `看全部 ${n} 个岗位`,
  back: "回到直播",
  afterTitle: "接下来",
  afterPostings: "看还能应聘的岗位",
  allPostings: (n: number) => `全部岗位（${n}）`,
  afterLivestreams: "看别的直播",
  asked: "问题已交给工会，回答了会显示在这里。",
  captions: "字幕",
  notSent: "没有发出去。网络好了再点一次。",
} as const;

/** Texts of a livestream as text. Its script has the same words. */
export const AS_TEXT = {
  title: "图文直播",
  lead: "讲了哪个岗位、谁问了什么、工会核对了什么，都写在这里。不放画面，省流量。",
  picture: "看画面",
  postings: "全部岗位",
  live: "有新的会自己加在最上面。",
  refresh: "刷新看看",
  none: "还没有开始讲。",
  pinned: "开始讲",
  question: "有人问",
  claim: "口播核对",
  older: "看更早的",
  newest: "看最新的",
  apply: "我要应聘",
  onAir: "主播已在直播里回答",
  lines: "直播记录",
  time: "{month}月{day}日 {weekday} {hour}:{minute}",
} as const;
