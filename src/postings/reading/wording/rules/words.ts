/** Words by which postings choose, prefer and refuse people. Rules combine them with groups of people. */

/** Words between a group and what is said of it: 回族的一律, 女士请. */
const OF_GROUP =
  "(?:者|的|人|人员|人士|员工|青年|朋友|同胞|地区|一类|等|们)*(?:一律|都|就|请|也|概|暂时?|恕|统统|全部?|可以?)*";

/** Words after a group that refuse it: 女士勿扰, 回族的不要, 少数民族请绕行. */
export const REFUSED = `${OF_GROUP}(?:勿(?:[扰投来入报选进试]|联系|应聘|打扰|近)|慎[投入选重]|(?:应聘者|求职者)?请?(?:考虑|选择|投递?|关注)其[他它]|自动忽略|忽略|酌情|一边去|绕行|绕道|绕着|止步|退散|走开|免(?:[谈扰投进问来]|(?=$|[,;\u3002]))|不(?:太?适合|合适|建议|推荐|适宜|方便)|(?:恕|暂时?)?不(?:要|招|收|行|用|考虑|录用?|聘用?|接收|接待|能干|能胜任|宜|予)(?:[了啊呀哈哦聘收取]|来|投|应聘|报名|联系|打扰|录用|考虑|安排|打电话)*(?![\\u4e00-\\u9fa5])|别(?:来|投|报|打|联系|应聘|面试|浪费|打扰)|除外|谢绝|拒绝|回避|靠边|pass|PASS|没戏|算了)`;

/** Words after a group that prefer it: 男士优先, 女性尤佳, 男生更合适. */
export const PREFERRED =
  "(?:者|的|人|人员|人士|员工|青年|朋友|们|来应聘|应聘)*(?:同等条件下?|可|将|会|我们|条件)*(?:优[先选]|(?:为|更|尤|最|较|则)[佳优]|佳(?![\\u4e00-\\u9fa5])|优(?![\\u4e00-\\u9fa5])|从优|最好|更好|为好|为[主宜先妥]|首选|更?加?合适|更适合|专属|专岗|吃香|加分|占优)";

/** Words before a group that choose or prefer it: 仅限男性, 优先考虑女工, 最好是男的. */
export const CHOSEN =
  "(?:(?:仅|只|单|光|就|专|特|均|全)?(?<![下上期权额有局受年时界极无])限(?:制|定|招|聘|收|于|为|录|用|是)*:?|(?:仅|只|单|光|就|专|只能|只想|全部|统一|一律|目前|现|还)(?:剩下?)?(?:要|招|聘|招收|招聘|招募|录|收|录用|聘用|录取|用|需|需要|考虑|接受|缺|差|找|能要|面向|接收|留){1,3}|优先(?:考虑|录用|录取|招聘|招收|招录|选用|选择|聘用|聘|选|招|录|面试|要)?|最好(?:是|为|要|找|能是|招|有)?|尽量(?:是|为|要|找|招|选)?|首选|倾向于?|偏向于?|偏好|偏爱|侧重于?|比较适合|(?<!不)适合|(?<!不)建议|推荐|(?:仅|只)(?:对|向|针对)|适宜|宜(?=[男女])|更欢迎)(?:\\d{0,3}[名个位人])?(?:年轻的?|有经验的?|健康的?|身强力壮的?|能吃苦的?|本地的?|懂事的?|踏实的?)?";

/** Words before a group that refuse it: 不招外地人, 谢绝女士. */
export const REFUSES =
  "(?:不(?:要|招|收|用|录用?|聘用?|考虑|接收|接受|招聘|招收|需要|欢迎|安排|适合|适宜|建议|推荐|太?合适)|除(?:了)?(?=[^,;\\u3002\\n]{2,6}外)|拒绝|谢绝|拒收|拒招|暂不招|排除|杜绝录用)(?:任何|所有|一切)?";

/** Words before a group that require it: 要求是男的, 须为已婚. */
export const REQUIRED =
  "(?:要求|须|需|应|必须|得|应当|条件|对象|人员|人选)(?:要|是|为|均|全部?|限|能|具备|具有)*:?";

/** Ends and beginnings of an item of a list: commas, semicolons, numbers with a dot, brackets, dashes. */
export const ITEM_START = "(?<=^|[,;.。!?\\n:、/|(\\[【\\-—·•*>]|[(]?\\d{1,2}[.、)])";
export const ITEM_END = "(?=$|[(,;.。!?\\n|)\\]】/·•*])";

/** Returns patterns that choose, prefer or refuse a group of people. */
export const aimedAt = (group: string): string =>
  `(?:${CHOSEN}|${REFUSES})(?:${group})|(?:${group})(?:${PREFERRED}|${REFUSED})|非(?:${group})[^,;\\u3002\\n]{0,4}?(?:勿|不要|不招|免谈|慎投|别来|不考虑)`;

/** Numbers in a text, as figures or in Chinese. */
export const NUM = "[\\d一二两三四五六七八九十百千半几]{1,8}";

/** Words by which a text forbids, watches or reports what follows: 严禁收取押金, 排查刷单. */
const WATCHED =
  /(?:不得|不许|不准|禁止|严禁|杜绝|禁收|严查|查处|投诉|举报|治理|整治|打击|抵制|反对|反(?!馈|应|复|面|映|光|射|季)|警惕|谨防|当心|防范|防止|防|违规|违法|监察|监管|监督|识别|排查|甄别|审核|涉嫌|维权|遇到|如遇|如有|若有|发现|消除|不存在|虚假|任何以|宣传|协管|解答|咨询|受理|法援|检查企业|调解|仲裁|12333)[^,;。!?\n]{0,14}$/;
/** Words just before that deny what follows: 不询问, 从不扣, 无需缴纳. */
const JUST_DENIED =
  /(?:不|无|未|勿|莫|别|没有?|非|从不|绝不|零|免)(?:再|会|能|可|得|应|许|设|单独|因|以|为|任何|规定|约定|强制|用|必|须|需要?|要求|要|收|另|额外|存在|是|限|分|论|考虑|区分|必须|看|问|询问|打听|乱|随意|私自|变相|一)*$/;
/** The same right after: 的都是骗子, 属违法行为, 请举报. */
const REPORTED =
  /^[^,;。\n]{0,6}(?:都是|均为|均属|皆为|属于?|就是|涉嫌|是|请|可|可以|拨打|行为|现象|问题|与|违者|案件|线索|的)[^;。\n]{0,6}(?:骗|举报|投诉|违法|违规|无关|12333|12351|12345|查处|治理|整改|责任|歧视|禁止|调查|检查)|^(?:行为|现象|案件|线索|陷阱|骗局|歧视|诈骗)|^[^,;。\n]{0,2}(?:纠纷|争议|咨询|投诉|举报|案件|的?情况)/;

/** Patterns around a wording that make every rule silent. */
export const CIRCUMSTANCES = [WATCHED, JUST_DENIED, REPORTED];

/** Returns true if the words around a wording forbid, deny or report it. */
export const isDenied = (lead: string, rest: string): boolean =>
  JUST_DENIED.test(lead) || WATCHED.test(lead) || REPORTED.test(rest);

/** Work with what a rule looks for: tests in a laboratory, goods in a shop, a course. */
export const AT_WORK =
  /(?:负责|从事|使用|操作|检验科|化验室|化验员|检验[员士师]|实验室|试剂|会做|熟悉|独立完成|开展|销售|生产|研发|推广|讲解|协助|指导|教授|护理|接待|治疗|患者|病人|客户|顾客|孕产?妇|产妇|学员|为[^,;。\n]{1,6}(?:做|提供|进行))[^;。\n]{0,10}$/;
