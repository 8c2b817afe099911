import type { FieldError } from "../../platform/core/errors.ts";
import { ERROR_TEXT, isCode } from "./errors.ts";

/** Messages of field errors by code; `field` is the field's label. */
const MESSAGES: Record<string, (field: string) => string> = {
  INVALID_TYPE: (field) => `请填写${field}`,
  REQUIRED: (field) => `请填写${field}`,
  MISSING: (field) => `请填写${field}`,
  FILE_MISSING: (field) => `请先选好${field}`,
  TOO_FEW: (field) => `请至少选一项：${field}`,
  TOO_MANY: (field) => `选得太多了：${field}`,
  TOO_SMALL: (field) => `${field}太短或太小，请补充`,
  TOO_BIG: (field) => `${field}太长或太大，请缩短`,
  INVALID_FORMAT: (field) => `${field}的格式不对，请核对`,
  INVALID_VALUE: (field) => `请从给出的选项里选${field}`,
  INVALID_UNION: (field) => `${field}填得不对，请核对`,
  UNKNOWN_FIELD: (field) => `不认识的内容：${field}`,
  CUSTOM: (field) => `${field}填得不对，请核对`,
  UNCONFIRMED: (field) => `${field}是系统给的说法，请核对后确认`,
  USCC_CHECK_FAILED: (field) => `${field}校验不符，请核对营业执照`,
  UNKNOWN_DIVISION: (field) => `${field}认不出来，请写清省、市、县`,
  NO_UNION_HERE: () => "这里还没有合作的工会。收到招聘会邀请的企业，请点邀请链接来登记",
  UNKNOWN_OCCUPATION: (field) => `没有这个${field}`,
  FUTURE: (field) => `${field}不能晚于今天`,
  BEFORE_APPLICATION: (field) => `${field}不能早于应聘那天`,
  UNKNOWN_TICKET: () => "没有这张入场码，请核对后再扫或再输",
  TICKET_NOT_VALID: () => "这张入场码现在不能用，请本人到服务台问一问",
  FAIR_EARLY: () => "招聘会还没开始，开场前半小时起才能扫码",
  NOT_AGREED: () => "要本人同意，才能记下称呼和会干什么",
  OVERLAPS: (field) => `${field}和这位招聘人员已有的时段重叠`,
  OUTSIDE_FAIR: (field) => `${field}不在招聘会时间内`,
  NOT_HTTPS: (field) => `${field}要以 https:// 开头，并且是公开的网址`,
  SAME_ENTERPRISE: () => "同一家企业只能选一个岗位",
  SLOTS_OUT: () => "有人领了更晚时段的入场码，结束时间不能提前到这么早",
  CODES_OUT: () => "已领出的入场码比会场人数还多，会场人数不能改这么小",
  COME_FIRST: () => "要先到会场、扫码入场，才能在现场取号",
  NO_ROOM: (field) => `这家企业没有开远程面谈，${field}不能选`,
  BEFORE_INTENT: (field) => `${field}不能早于登记意向那天`,
  PAST: (field) => `${field}不能早于今天`,
  TOO_FAR: (field) => `${field}最多到 180 天以后`,
};

/** Returns the message of a field error, for both the field and the error summary. */
export function fieldMessage(error: FieldError, label = error.path): string {
  if (isCode(error.code)) return ERROR_TEXT[error.code].title;
  return (MESSAGES[error.code] ?? ((field: string) => `${field}填得不对，请核对`))(label);
}
