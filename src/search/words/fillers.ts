import { matchAt } from "./pieces.ts";

const list = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Politeness, and words for asking and seeking. */
const POLITE =
  list(`请问 请问一下 问一下 问下 想问 想问一下 咨询 咨询一下 打听 打听一下 打听下 告诉我 跟我说 请告诉我 帮我 帮忙 帮帮忙
  麻烦 麻烦问 麻烦问一下 麻烦您 麻烦你 谢谢 谢谢您 谢谢你 多谢 拜托 你好 您好 大家好 在吗 不好意思 求推荐 求介绍 推荐 推荐一下 介绍 介绍一下
  介绍个 推荐个 大哥 大姐 老板 老乡 朋友们 各位 诚心 真心 本人 我们 我家 家在 人在 我住 想找 要找 我找 寻找 找工作 找份工作 找个工作 找活 找活干 求职 诚求 急求 急找 应聘 我要应聘 想应聘
  想干 想做 想去 想在 想当 想要 打算 准备 愿意 希望 我会 我能 我有 我是 想学 能干 能做 可以干 可以做 能干的活 擅长 适合 适合做 从事过 干过 做过`);
/** Question words. */
const QUESTIONS =
  list(`哪里 哪儿 哪块 哪边 哪个 哪些 哪家 哪里有 哪儿有 哪家有 哪有 有哪些 有哪个 都有哪些 什么地方 啥地方 谁知道 谁有 谁家 谁能 有谁 有谁知道
  知道 不知道 不晓得 不清楚 有没有 有木有 有没 有无 有吗 可不可以 能不能 是不是 会不会 需不需要 好不好 行不行 可以吗 行吗 还招 还招吗 还要人吗 要人吗
  招人吗 招聘吗 招工吗 招不招 收不收 要不要 缺不缺 给不给 还有吗 缺人 缺人吗 还缺 什么样 什么 什么条件 什么要求 什么证 需要 一般 啥样 怎么 怎样 如何 怎么样 咋样 怎么找 怎么报名
  如何报名 报名 怎么联系 联系方式 联系电话 怎么应聘 怎么去 怎么走 工资 薪资 薪水 待遇 工钱 月薪 收入 福利待遇 多少 多少钱 一个月 每个月 一月 每月
  一天 每天 能挣 能开 能拿 给开 好找 好找吗 好干 好干吗 累不累 难不难 远不远 多大年纪`);
/** Words for work, time and place that every posting has. */
const COMMON =
  list(`必须 一定要 最好 最好是 尽量 或者 招聘 招工 招人 急招 急聘 诚聘 在招 正在招 招聘信息 招工信息 用工信息 岗位信息 求职信息 工作信息 就业信息 招聘网 招聘启事 招聘广告 招聘会
  最新 最近 现在 目前 眼下 今天 今年 马上 立刻 尽快 附近 周边 周围 旁边 这边 那边 这里 那里 这儿 那儿 你们那 你们这 我们那 我们这 俺们这 那旮旯 这旮旯 那疙瘩 这疙瘩 本地 当地 一带 工作 岗位 职位 活儿 活计
  厂子 厂家 单位 地方 公司里 别的 其他 其它 其他的 其它的 别的工作 都行 都可以 都能干 也行 也可以 嘎哈都行 干啥都行 干什么都行 啥都行 啥活都行 什么活都行 都中 别的城市 其他城市 别的地方 其他地方 什么都行 不交钱 不收钱 优先 随时 立即 当天 上岗 到岗 入职 一份 一个 不挑 不挑活 上班 干活 就行 就好 即可 可以 不错 不错的
  差不多 不收费 免费 免费的 不要钱 不花钱 一起 一些 一下 几个 靠谱 正规`);
/** Names that say little. They are dropped beside other words, and searched alone. */
const VAGUE = new Set(list("师傅 阿姨 人员 员工 有限公司 公司"));
const FILLERS = new Set([...POLITE, ...QUESTIONS, ...COMMON]);
const FILLER_MAX_CHARS = Math.max(...[...FILLERS].map((word) => word.length));

/** Characters between known words that say nothing if no other stands beside them: 找个, 的活, 给交. */
const PARTICLES =
  /^[找个份点些的地得活啊吧吗嘛么呢呀哈呗有没在我你您他俺想要去来到哪谁儿里边了过着招收缺求请问一才开帮给交让能会可以做干当是还都也就和跟与及家这那哪啥什么样怎咋多少人用上里]+$/u;
/** Verbs before an unknown word, but not the first character of a word: 在线, 有色, 会展. */
const LEADING =
  /^(?:[的找个是和跟与及]|在(?![线校职编建岗读])|招(?![商标投生])|有(?![色机限线氧声轨])|去(?![皮毛离])|当(?![铺代])|做(?![账饭菜])|干(?![洗果部货燥法式]))+(?=.{2})/u;
const TRAILING = /(?<=.{2})[的吗嘛么呢呀啊吧了]+$/u;

/** 包不包住 means 包住 in a question. Other questions of this form are fillers. */
const HAVE_OR_NOT = /([包管带])不\1/gu;
/** Matches a question about a condition, which is neither a wish nor a refusal. */
const OPEN_QUESTION =
  /(?:要不要|用不用|需不需要?|上不上|看不看|限不限)(?:夜班|晚班|白班|倒班|加班|经验|学历|文凭|证|年龄|押金|体检)|加不加班|倒不倒班|出不出差|[押扣][不没][押扣](?:身份证|证|工资|钱)|(?:不怕|不介意|不嫌弃?|不在乎|不论|不管|不分|能接受|可以接受|接受)(?:上|倒)?(?:[夜晚白倒加][班]|两班倒|三班倒|出差|累|苦|脏|远)|(?:工资|薪资|待遇|收入|福利)(?:要|比较|越)?[高好](?:一点|点|些|的)?(?:越好)?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})个?小时(?:工作制?)?|高(?:工资|薪)(?!\d)|[没无]有?(?:任何)?证(?!券|件)(?:也?能干)?|(?:不用|不要|不需要?|没有?|无需?)有?(?:(?:(?![押扣压收交保])\p{Script=Han}){0,4}?证(?![券件])|驾照|驾龄|驾?本儿?(?![科职地人身]))|(?:[挣赚给开](?:得|的)?|钱)多(?!少)|不(?:要求?|用|需要?)(?:大专|专科|本科|中专|高中|研究生|硕士)(?:以上)?(?:学历|毕业|文凭)?|(?:需要|[要用有得])*[上倒]?(?:[夜晚白倒]班|加班)(?:多不多|[多少]?(?:吗|么)|[多少](?:一?点)?的?)|离家(?:近|不远)(?:的|点|一点)?/uy;

/** A certificate that the seeker has is no condition: b2驾照 leaves b2, 有健康证 nothing. */
const LICENCE = /([abc][1-3])(?:驾照|驾驶证|驾本|照|证|本)/gu;
const CERTIFICATE = /(?:有|持有?|带)(?:健康|上岗|操作|资格|从业资格|身份|毕业|驾驶)证|(?:有|持)驾照/gu;

/** The employer behind 招: 招服务员的饭店 means whoever recruits. */
const RECRUITER =
  /(招[^\s,]{2,8}的)(?:饭店|饭馆|酒店|宾馆|超市|商场|工地|车间|工厂|企业|店|厂)(?![\p{L}\p{N}])/gu;

/**
 * Returns the query with questions in the form of 包不包住 as the wish that they are, and without certificates
 * and recruiters.
 */
export const asWish = (text: string): string =>
  text.replace(HAVE_OR_NOT, "$1").replace(LICENCE, "$1 ").replace(CERTIFICATE, " ").replace(RECRUITER, "$1");

/** Returns the politeness, question or common word that begins at a position, or an empty text. */
export function fillerAt(text: string, at: number): string {
  for (let length = Math.min(FILLER_MAX_CHARS, text.length - at); length > 1; length -= 1)
    if (FILLERS.has(text.slice(at, at + length))) return text.slice(at, at + length);
  return "";
}

/** Returns the words at a position that ask about a condition, or name a wish that is no filter. */
export const openQuestionAt = (text: string, at: number): string => matchAt(OPEN_QUESTION, text, at);

export const isVague = (word: string): boolean => VAGUE.has(word);

/** True for a run of characters that says nothing by itself. */
export const isParticle = (run: string): boolean => PARTICLES.test(run);

/** Removes particles at both ends of a run of unknown characters: 的电子厂 becomes 电子厂. */
export const withoutParticles = (run: string): string => run.replace(LEADING, "").replace(TRAILING, "");
