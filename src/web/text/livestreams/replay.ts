/** Returns a length in words, such as 3 分 20 秒. */
export function lengthText(ms: number): string {
  const s = Math.round(ms / 1_000);
  return s < 60 ? `${s} 秒` : `${Math.floor(s / 60)} 分 ${s % 60} 秒`;
}

/** Texts of the replay on the page of a livestream. */
export const REPLAY = {
  title: "看回放",
  lead: "点岗位名，就从讲它的地方放起。",
  take: (nth: number, when: string, length: string) => `第 ${nth} 段，${when} 开始，${length}`,
  one: (when: string, length: string) => `${when} 开始，${length}`,
  picture: (nth: number) => `回放第 ${nth} 段的画面`,
  chapters: "讲过的岗位",
  none: "这一段没有讲岗位。",
  noFilm: "这一段的画面还不能在网页里看。下面是讲过的岗位和时间。",
  over: "已停止招聘",
  length: (text: string) => `讲了 ${text}`,
  apply: "我要应聘",
  details: "看岗位",
  now: "正在放的是这个岗位",
  nothing: "现在放的这一段没有讲岗位。",
} as const;

/** Texts of the clips on the page of a posting. */
export const CLIPS = {
  title: "直播里讲过这个岗位",
  watch: (length: string) => `看讲解，${length}`,
  from: (title: string, when: string) => `${when}，${title}`,
  picture: "讲这个岗位的画面",
  whole: "看整场",
} as const;

/** Texts of the union's page about recordings. */
export const RECORDINGS = {
  title: "录像",
  lead: "推到本站的画面会自动录下来。整段录像到期前谁也删不掉，到期自动删，只留凭证。",
  none: "这场直播还没有录像。推流结束后一两分钟，这里就能看到。画面来自别处的网址时，本站不录。",
  take: (when: string) => `${when} 开始的一段`,
  length: "长度",
  size: "大小",
  megabytes: (n: string) => `${n} 兆`,
  hash: "指纹（SHA-256）",
  sealed: "存证",
  sealedAt: (when: string) => `${when} 写进操作记录`,
  notSealed: "直播结束后自动写进操作记录",
  kept: "保存到",
  deleted: "凭证",
  deletedAt: (when: string) => `已到期，${when} 自动删除`,
  film: "给大家看的画面",
  films: {
    waiting: "直播结束后自动剪好",
    ready: "可以看回放",
    none: "这一段没有开播，不给大家看",
    absent: "这台机器剪不了，只能保存整段",
  },
  problem: "问题",
  faults: {
    missing: "录像文件找不到，请看推流服务器的录像文件夹",
    refused: "录像文件的格式不对",
    full: "放录像的空间满了，请管理员加大空间",
    empty: "录像文件是空的",
    ffmpeg: "剪不了，请管理员看 ffmpeg 装好没有",
    broken: "存下来的录像和原来的指纹不一样，请管理员马上查看",
    other: "没有办成，会自动再试",
  },
  waiting: "还没有存好，会自动再试",
  save: "保存整段录像",
  hidden: "不给大家看",
  hiddenBecause: (when: string, reason: string) => `${when} 起不给大家看：${reason}`,
  hide: "不给大家看",
  reason: "原因",
  reasonHint: "只有工会的人看得到。整段录像照样保存。",
  noReason: "请写明原因。",
  show: "重新给大家看",
} as const;
