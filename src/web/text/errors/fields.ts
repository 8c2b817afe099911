import type { FieldError } from "../../../platform/core/errors.ts";
import { ERROR_TEXT, isCode } from "./index.ts";

/** Messages of field errors by code; `field` is the field's label. */
const MESSAGES: Record<string, (field: string) => string> = {
  INVALID_TYPE: (field) => `请填写${field}`,
  REQUIRED: (field) => `请填写${field}`,
  MISSING: (field) => `请填写${field}`,
  FILE_MISSING: (field) => `请选择${field}`,
  TOO_FEW: (field) => `请选择${field}，至少一项`,
  TOO_MANY: (field) => `选得太多了：${field}`,
  TOO_SMALL: (field) => `${field}太短或太小，请补充`,
  TOO_BIG: (field) => `${field}太长或太大，请缩短`,
  INVALID_FORMAT: (field) => `${field}的格式不对，请核对`,
  INVALID_VALUE: (field) => `请从给出的选项里选${field}`,
  INVALID_UNION: (field) => `${field}填得不对，请核对`,
  UNKNOWN_FIELD: (field) => `不认识的内容：${field}`,
  UNREADABLE: (field) => `${field}里有看不见的符号，或者倒着显示的字。请删掉，重新输入一遍`,
  CUSTOM: (field) => `${field}填得不对，请核对`,
  UNCONFIRMED: (field) => `${field}是系统给的说法，请核对后确认`,
  USCC_CHECK_FAILED: (field) => `${field}校验不符，请核对营业执照`,
  USCC_DOUBTFUL: (field) =>
    `${field}和编码规则对不上，请对照营业执照再看一遍。执照上确实是这样，就再按一次提交`,
  USCC_TAKEN: () => "这个代码已经有人登记，正在等工会核验。请联系工会，或等核验后认领",
  UNKNOWN_DIVISION: (field) => `${field}认不出来，请写清省、市、县`,
  CITY_TWICE: () => "同一个城市写了两遍",
  COUNTY_TWICE: () => "同一个区县写了两遍",
  NOT_A_COUNTY_HERE: () => "这个区县不属于这个城市",
  EXAMPLE_PHONE: () => "这是样例里的手机号，请换成管理员自己的",
  HUE_CONTRAST: () => "颜色太浅，在白底上看不清，请换深一点的",
  NONE_HOSTED: () => "至少要有一座城市由本机管理（hosted 写 true，或者不写）",
  HOSTED_FIXED: () => "这座城市已经有数据了，不能再改由谁管理",
  HUE_TWICE: () => "这个颜色前面的城市已经用了，两个城市要用不同的颜色",
  OFFICIAL_NAME: () => "这个区县以国家区划表里的名称为准，请去掉 name 和 shortName",
  BEFORE_START: () => "结束日期不能早于开始日期",
  NO_UNION_HERE: () => "这里还没有合作的工会。收到招聘会邀请的企业，请点邀请链接来登记",
  UNKNOWN_OCCUPATION: (field) => `没有这个${field}`,
  INVALID_ADDRESS: (field) => `${field}不是网址，要以 https:// 开头`,
  WITHOUT_TLS: (field) => `${field}要以 https:// 开头`,
  NO_SERVER: () => "本站没有装流媒体服务，请填别处的直播地址",
  NOT_A_PICTURE: (field) => `${field}打不开，请换一张 JPG、PNG 或 WebP`,
  PICTURE_TOO_SMALL: (field) => `${field}太小，每边至少要 160 像素`,
  PICTURE_TOO_LONG: (field) => `${field}太长或太大，每边最多 2000 像素，长边不能超过短边的 3 倍`,
  FUTURE: (field) => `${field}不能晚于今天`,
  SAME_PHONE: () => "这就是您现在的号码，请填新的手机号",
  PHONE_TAKEN: () =>
    "这个号码已经登记了另一个账号，不能换成它。请直接用它登录看看；要并成一个账号，请到当地市总工会的窗口问",
  NOT_FUTURE: (field) => `${field}要晚于现在`,
  BEFORE_APPLICATION: (field) => `${field}不能早于应聘那天`,
  PLACES_SHORT: (field) => `会场剩下的名额不够了，请把“${field}”改小，或换一个会场、时段`,
  UNKNOWN_TICKET: () => "没有这张入场码，请核对后再扫或再输",
  TICKET_NOT_VALID: () => "这张入场码现在不能用，请本人到服务台问一问",
  OTHER_VENUE: () => "这张入场码是别的会场的，不能在这里登记。请核对有没有输错",
  FAIR_EARLY: () => "招聘会还没开始，开场前半小时起才能扫码",
  NOT_AGREED: () => "要本人同意，才能记下称呼和会干什么",
  OVERLAPS: (field) => `${field}和这位招聘人员已有的时段重叠`,
  OUTSIDE_FAIR: (field) => `${field}不在招聘会时间内`,
  CONTACT: (field) => `${field}里不能写电话、微信、QQ 或网址`,
  NOTHING_READ: (field) => `${field}里没有读出工资、吃住、休息、保险这些内容，请照主播的原话再写一遍`,
  WORDING: (field) => `${field}里有收费或者限制性别、户籍的话，请改掉`,
  SEVERAL: (field) => `${field}有好几家，请在下面选一家`,
  NOT_OF_PLATFORM: (field) => `${field}要是这个平台自己的网址，以 https:// 开头`,
  NOT_HTTPS: (field) => `${field}要以 https:// 开头，并且是公开的网址`,
  SAME_ENTERPRISE: () => "同一家企业只能选一个岗位",
  SLOTS_OUT: () => "有人领了更晚时段的入场码，结束时间不能提前到这么早",
  CODES_OUT: () => "已领出的入场码比会场人数还多，会场人数不能改这么小",
  COME_FIRST: () => "要先到会场、扫码入场，才能在现场取号",
  NO_ROOM: (field) => `这家企业没有开远程面谈，${field}不能选`,
  BEFORE_INTENT: (field) => `${field}不能早于登记意向那天`,
  PAST: (field) => `${field}不能早于今天`,
  TALENT_IDENTIFIES: () =>
    "证书里有号码、联系方式或您的称呼，别人会认出您。请到“改求职卡”里改成证书名称，或者不要勾选证书",
  TOO_LONG: (field) => `${field}离开始太久，请改早一点`,
  TWICE: (field) => `${field}里有重复的，请去掉一个`,
  UNKNOWN: (field) => `没有这个${field}，或者它现在不能选`,
  NOT_IN_AGREEMENT: (field) => `${field}不在这份合作协议里`,
  NOT_IN_FORCE: () => "您的城市没有可以办直播的合作协议",
  NOT_REVIEWED: (field) => `${field}还没有通过审核`,
  CLOSED: (field) => `${field}已经关闭`,
  EXPIRED: (field) => `${field}已过有效期`,
  SUSPENDED: (field) => `${field}所在的企业已被暂停`,
  UNVERIFIED: (field) => `${field}是转载的，企业还没有核验`,
  TOO_FAR: (field) => `${field}最多到 180 天以后`,
};

/** Returns the words of a limit that the value breaks; undefined if the error does not tell the limit. */
function limitMessage({ code, message = "" }: FieldError, field: string): string | undefined {
  const limit = /expected (string|number|array|file) to (?:be|have) ([<>])=?(-?\d+)/.exec(message);
  if (!limit || !["TOO_BIG", "TOO_SMALL", "TOO_MANY"].includes(code)) return undefined;
  const [, kind, sign, text] = limit;
  const n = Number(text).toLocaleString("en");
  if (kind === "array") return sign === "<" ? `${field}最多选 ${n} 项，请去掉几项` : undefined;
  if (kind === "number") return sign === "<" ? `${field}最大是 ${n}` : `${field}最小是 ${n}`;
  return sign === "<" ? `${field}太长，最多 ${n} 个字，请删短` : `${field}太短，至少要 ${n} 个字`;
}

/** Codes of an empty field. A field in which people choose a value has a verb of its own. */
const EMPTY = new Set(["INVALID_TYPE", "REQUIRED", "MISSING"]);
/** Stands for a field whose label is unknown. The name of a field in the program helps nobody. */
const NAMELESS = "这一项";
/** Labels of what a form shows but does not ask for. */
const LABELS: Readonly<Record<string, string>> = { uscc: "统一社会信用代码" };

/**
 * The same message stands beside the field and in the summary. `choice`: people choose the field's value
 * instead of writing it.
 */
export function fieldMessage(
  error: FieldError,
  label = LABELS[error.path] ?? NAMELESS,
  choice = false,
): string {
  if (isCode(error.code)) return ERROR_TEXT[error.code].title;
  if (choice && EMPTY.has(error.code)) return `请选择${label}`;
  const limit = limitMessage(error, label);
  if (limit) return limit;
  return (MESSAGES[error.code] ?? ((field: string) => `${field}填得不对，请核对`))(label);
}
