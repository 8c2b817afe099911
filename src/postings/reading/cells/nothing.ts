import { remembering, withoutInvisible } from "../../../platform/core/text.ts";
import { REFERENCES, WEAK_REFERENCES, WORDS_FOR_NOTHING } from "./nothing-words.ts";

/**
 * The question that a cell or a form field asks. Some words answer some questions only: 无 means "no limit"
 * under a requirement, 面议 is an answer under pay, a tick is one under a benefit (`extra`), 0 is an id.
 */
export type Asked = (typeof QUESTIONS)[number];
const QUESTIONS = ["employer", "title", "limit", "pay", "count", "id", "extra", "text"] as const;

/** Error values of spreadsheet programs, in any of their languages. */
const ERROR_CELL =
  /^#[¡¿]?(?:[A-ZА-Я][A-ZА-Я\d/_]*[!?]|N\/?A!?|N\/D|NV|Н\/Д|REF|DIV\/0|VALUE|NAME|NULL|NUM|GETTING_DATA)$|^Err:5\d\d$|^#{2,}$|^-?1\.#(?:IND|INF|QNAN|SNAN)\d*$/i;
/** An error value inside a longer text, made by joining cells. */
const ERROR_INSIDE = /#(?:N\/A|REF!|DIV\/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!)/i;

const ZERO = /^[-+]?0+(?:[.,]0+)?(?:-0+(?:\.0+)?)?$/;
const ZERO_PAY = /^[¥$]?0+(?:\.0+)?(?:[-~][¥$]?0+(?:\.0+)?)?(?:元|块|k|千|万)?(?:\/(?:月|天|日|年|小?时))?$/;
const NO_DATE = /^(?:0000-00-00|0001-01-01|1899-12-3[01]|1900-01-0[01]|00:00(?::00)?)(?:t?00:00:00)?$/;
/** Words that mean "none". Under a requirement they say that nothing is required. */
const NONE = /^(?:[无無没]|没有|沒有|(?:特に)?[なな][しし]|없음|해당없음|нет)$/;
const NEGOTIATED =
  /^(?:薪资|薪酬|工资|待遇|具体)*(?:[面电電再另待可][议議谈談聊洽]|[详詳]谈|面[试試](?:时|后)?(?:[详詳]?谈|沟通|商定|商议|协商|决定|告知|再定)?|(?:双方)?(?:协商|商议|議定|洽谈|可协商)|要相談|[応应]相談|相談|협의(?:후결정)?|추후협의|면접(?:후|시)?(?:결정|협의)|negotiable|подоговор[её]нности|nachvereinbarung|aconvenir|selonaccord)$/;
const ANY = /^(?:不限|[无無不]要求|不作要求|均可|都可以?|都行|任意|若干|多名)$/;
const NO_EMPLOYER =
  /^(?:某+|本|我|我们|该|此|x+|×+)?(?:公司|企业|单位|用人单位|招聘单位|厂家?|店家?|有限公司)(?:名称)?$|^(?:保密|匿名|企业|公司|厂家)(?:直招|直聘|内推|公司|企业|单位)$|^(?:公司|企业|单位)(?:名称)?(?:保密|匿名|不公开)$/;
const NO_TITLE = /^(?:招聘)?(?:岗位|职位|工种|职务|招聘|招工|工作)(?:名称)?$/;
const UNANSWERED: Partial<Record<Asked, readonly RegExp[]>> = {
  employer: [NONE, NEGOTIATED, ANY, NO_EMPLOYER, ZERO],
  title: [NONE, NEGOTIATED, ANY, NO_TITLE, ZERO],
  limit: [NEGOTIATED],
  pay: [NONE, ZERO_PAY],
  count: [NONE, NEGOTIATED, ZERO],
  id: [NONE, NEGOTIATED],
  extra: [NONE, NEGOTIATED, ZERO],
  text: [NONE, NEGOTIATED, ZERO, NO_DATE],
};

/** Returns true if a text under a requirement says that nothing is required (无, 不限). */
export const saysNoLimit = remembering((text: string): boolean => {
  const said = bare(text);
  return NONE.test(said) || ANY.test(said);
});

/** A text without blanks, invisible characters and outer marks, in lower case and half width. */
const bare = (text: string): string =>
  withoutInvisible(text.normalize("NFKC"))
    .replace(/\s+/g, "")
    .replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, "")
    .toLowerCase();

/** Texts of more characters than this hold an answer besides a reference. */
const PHRASE_CHARS_MAX = 60;
const YES_MARK = /[√✓✔☑●○]/;

/**
 * Matches every text that may say nothing. Most cells fail this test, which is thirty times as fast as the
 * patterns of whole phrases.
 */
const SUSPECT =
  /^[^\p{L}\p{N}]*$|^[^\p{L}1-9]*$|^(?:0|1899|1900)|^[\s\p{P}一ー]+$|[a-z\p{Script=Kana}\p{Script=Hira}\p{Script=Hang}\p{Script=Cyrl}ａ-ｚＡ-Ｚ×]|[无無没沒空缺暂暫未待另略同如见見详詳参參阅閱询詢咨諮垂访浏登扫击问聯联系議谈談协聊洽匿密准準別後記明调調检準等再续沟了告注网網附链連码程简章众页帖原请請某都均任若省応应相协背]|不[限知详詳祥明清确公便方作要]|[面电電可]议|面[试試]|商[议定榷]|保密|暂定|要求|^(?:招聘)?(?:岗位|职位|工种|职务|招聘|招工|工作)|^.{0,6}(?:公司|企业|单位|厂|店|名称|家)$/iu;

function isNothing(phrase: string, asked: Asked): boolean {
  // A label before the words is no answer either (薪资：待定).
  const said = bare(phrase.replace(/^\s*[^:：\d]{1,8}[:：]/, ""));
  if (said === "") return true;
  if (UNANSWERED[asked]?.some((pattern) => pattern.test(said))) return true;
  // A lone 一 is a dash that an input method wrote, except for a number of people.
  if (asked !== "count" && /^[一ー]+$/.test(said)) return true;
  if (WORDS_FOR_NOTHING.test(said)) return true;
  if (REFERENCES.some((pattern) => pattern.test(said))) return true;
  return asked !== "title" && asked !== "employer" && WEAK_REFERENCES.some((pattern) => pattern.test(said));
}

/**
 * Returns the error value that a spreadsheet program left in a text (`#N/A`, `#REF!`), or null. Such a text
 * is no value, whatever stands around the error.
 */
export function errorValueIn(text: string): string | null {
  if (!/[#＃]|err/i.test(text)) return null;
  const plain = withoutInvisible(text.normalize("NFKC")).replace(/\s+/g, "");
  return ERROR_CELL.test(plain) ? plain : (ERROR_INSIDE.exec(plain)?.[0] ?? null);
}

/**
 * Returns true if a text answers nothing: an error value, a placeholder of a program (nan, null, \N), a dash,
 * 待定, or a reference to another place (见附件, see website). Every phrase of the text must be of that kind.
 */
export const saysNothing = (text: string, asked: Asked): boolean => ANSWERS[asked](text);

const ANSWERS = Object.fromEntries(
  QUESTIONS.map((asked) => [asked, remembering((text) => answersNothing(text, asked))]),
) as Record<Asked, (text: string) => boolean>;

function answersNothing(text: string, asked: Asked): boolean {
  const trimmed = withoutInvisible(text).trim();
  if (trimmed === "") return true;
  if (errorValueIn(trimmed) !== null || /^\\n$/i.test(trimmed)) return true;
  if (trimmed.length > PHRASE_CHARS_MAX || !SUSPECT.test(trimmed)) return false;
  if (asked === "extra" && YES_MARK.test(trimmed)) return false;
  return trimmed
    .split(/[,，;；。、\n]+/)
    .every((phrase) =>
      [[phrase], phrase.split(/[/／|]+/)].some((parts) => parts.every((one) => isNothing(one, asked))),
    );
}
