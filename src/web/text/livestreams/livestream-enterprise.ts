/** Texts of an enterprise's page about livestreams. */
export const ENTERPRISE_LIVESTREAMS = {
  title: "直播",
  heading: "直播带岗",
  lead: "工会在直播里讲您家的岗位。求职者的提问在这里回答，写一次，岗位页上一直看得到。",
  questions: "等您回答的提问",
  noQuestions: "没有等您回答的提问。",
  moreQuestions: "还有更多提问",
  about: (title: string) => `问岗位：${title}`,
  answer: "书面回答",
  shown: "有您家岗位的直播",
  none: "还没有直播讲您家的岗位。想参加，请联系当地工会。",
  figures: ({ applications, starts }: { applications: number; starts: number }) =>
    `从直播来的应聘 ${applications} 份，其中到岗 ${starts} 人`,
  applicants: "从这场直播来的应聘",
  back: "回到直播",
} as const;
