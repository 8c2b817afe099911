import type { Figure } from "../../../fairs/index.ts";

/** Name of a figure, and its definition in one sentence. Pages show the two side by side. */
export type Meaning = { name: string; means: string };

/** The words of the figures that `src/fairs/fair/store/figures.ts` defines. */
export const FIGURE: Record<Figure, Meaning> = {
  booths: { name: "展位", means: "能摆摊的位置，柱子、通道不算。留给等答复的企业的，不算空。" },
  enterprises: {
    name: "参会企业",
    means: "已安排展位、核验有效的企业。候补的、等答复的、核验被暂停的不算，所以可能比展位少。",
  },
  postings: { name: "岗位", means: "参会企业带来的、眼下还在招的岗位。招聘人数是这些岗位的人数加起来。" },
  brought: {
    name: "带到现场的岗位",
    means:
      "参会企业带到招聘会的岗位。开场以后招满关闭、过期的也算，所以可能比“岗位”多。招聘人数是这些岗位的人数加起来。",
  },
  entered: { name: "到场的人", means: "在会场门口扫过码的人。一个人进出几次，只算一个。" },
  visits: { name: "入场人次", means: "在会场门口放行的次数。同一个人出去又进来，算两次。" },
  applications: {
    name: "应聘",
    means:
      "从招聘会来的应聘：发布以后到结束三天内，在展位或招聘会页面投的，加上从宣传渠道投的。撤回的不算；外地的人投给别的城市的企业，那边报来几份就算几份。",
  },
  intents: {
    name: "达成就业意向的人",
    means: "在展位留下就业意向的人。一个人留几份，只算一个；意向不算上班。",
  },
};

/** The words of further figures, each of which one statement counts. */
export const MORE_FIGURES = {
  online: {
    name: "看直播的人",
    means:
      "在本站看招聘会直播的人，只看文字的也算。画面在动，手机每 30 秒报一次，报过两次的才算；刷新、多开只算一次，机器程序不算。同一个人看两场直播，算两个。别的平台上看的、只点开宣传链接的不算。",
  },
  opened: {
    name: "点开宣传链接",
    means: "点开招聘会宣传渠道链接的人次。同一个人一天只算一次，机器程序不算。",
  },
  interviews: {
    name: "谈成的面谈",
    means: "在展位叫到号、谈完了的面谈，约好的、现场排队的、远程的都算。一个人谈几家，算几场。",
  },
  missed: { name: "没来的面谈", means: "叫了号或到了约好的时间，人没有来的面谈。" },
  starts: { name: "到岗的人", means: "从招聘会找到活、已经上班的人。" },
  atWork30: { name: "第 30 天仍在岗的人", means: "上班满 30 天，回访时还在岗的人。" },
  codes: { name: "领了入场码", means: "现在能用的入场码，打印的也算；取消的、还在候补的不算。" },
  waiting: { name: "候补入场", means: "名额满了、还在排队等的入场码。" },
} as const satisfies Record<string, Meaning>;

export const FIGURE_WORDS = {
  heading: "这些数字怎么算",
  /** The line under the figures of a poster. */
  onPoster: "企业：已安排展位、核验有效的。岗位：这些企业眼下还在招的。",
  ofVenue: "本会场 ",
  ofFair: "全部会场 ",
} as const;
