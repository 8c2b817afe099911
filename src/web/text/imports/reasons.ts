import { ERROR_TEXT, isCode } from "../errors/index.ts";
import { FLAG } from "../union/pages.ts";

const REASONS: Record<string, string> = {
  MISSING_HEADCOUNT: "缺招聘人数",
  MISSING_REQUIREMENTS: "缺招聘条件",
  MISSING_DUTIES: "缺工作内容",
  MISSING_PLACE: "缺工作地点",
  MISSING_PAY: "缺劳动报酬",
  MISSING_VALID_THROUGH: "缺有效期",
  CELL_ERROR: "单元格里是错误值，当作没填",
  CELL_STRUCK: "这一格划掉了，没有导入",
  TEXT_REVERSED: "里面有让文字倒着显示的符号，看到的和实际的不一样，没有导入",
  NOTHING_SAID: "填的内容等于没写，当作没填",
  PHONE_BROKEN: "电话号码少了或多了数字，没有导入，请填完整的号码",
  CELL_REST: "这一格里还有别的内容，放进了招聘条件",
  FEWER_CELLS: "这一行的列比表头少",
  EXTRA_CELLS: "这一行的列比表头多",
  SOURCE_ID_REPEATED: "来源编号重复，改用内容识别",
  VALIDITY_PAST: "有效期已经过了",
  VALIDITY_TOO_FAR: "有效期超过 180 天",
  USCC_CHECK_FAILED: "统一社会信用代码校验不符",
  QUOTE_UNCLOSED: "引号没有配对，后面的内容连在一起了",
  COLUMNS_SLIPPED: "内容错列了",
  TITLE_MISSING: "没有岗位名称",
  TITLE_TOO_LONG: "岗位名称太长",
  EMPLOYER_MISSING: "没有企业名称",
  EMPLOYER_UNCLEAR: "企业名称空着，又有自己的序号，不知道是哪一家的",
  EMPLOYER_CARRIED: "企业名称空着，用了上面一行的企业",
  EMPLOYER_CUT_OFF: "企业名称没写完整，后面断了",
  EMPLOYER_TOO_LONG: "企业名称太长",
  EMPLOYER_SUSPENDED: "企业已被暂停",
  EMPLOYER_OTHER: "这一行写的是别的企业，没有导入。要是写的就是您的企业，把“企业名称”这一列选成“不导入”再试",
  EMPLOYER_CHANGED: "同一编号换了企业",
  POSTING_CLOSED: "岗位已经关闭",
  POSTING_SENT: "这个岗位已经提交或发布，没有动它。要改，请到岗位里改",
  VALIDITY_FILLED: "有效期用了您填的日期",
  DUTIES_SUGGESTED: "工作内容用了常用说法，企业确认后才公开",
  BACK_TO_REVIEW: "来源有变化，已发布的岗位要重新审核",
  PLACE_UNKNOWN: "工作地点认不出是哪个市县",
  ROW_UNREADABLE: "这一行存不下来，请核对内容",
  SOURCE_UNKNOWN: "没有写明来源，不能作为转载发布",
  VALIDITY_MISSING: "没有有效期，不能发布",
  POSTING_MARKED: "有要人工看的说法（性别、年龄等），不能成批发布，请逐个审核",
  PAST: "有效期已经过了，不能发布",
  TOO_FAR: "有效期超过 180 天，不能发布",
  IMPORT_ABANDONED: "上传中断了，请重新上传",
};

/**
 * Returns the text of a reason. For an error code, this is the title of the error. An unknown code is
 * returned unchanged.
 */
export function reasonText(code: string): string {
  const known = REASONS[code] ?? FLAG[code];
  if (known) return known;
  return isCode(code) ? ERROR_TEXT[code].title : code;
}
