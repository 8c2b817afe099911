/**
 * Words that stand in a field where a value is missing, in the languages of an office. Each pattern is tested
 * on a whole phrase without blanks and outer marks, in lower case and half width.
 */

const PROGRAMS =
  "null|dbnull|nil|none|nan|nat|n/?a|n\\.a|n\\\\a|n-a|n/d|n\\.d|undef(?:ined)?|void|empty|blank|missing|inf(?:inity)?|objectobject|object|x{2,}|×{2,}|div/0|н/?д";
const ENGLISH =
  "no(?:data|info|information|value|entry|thing|record)(?:available|provided)?|unknown|unspecified|pending|ditto|same|(?:same)?as(?:above|below)|not(?:yet)?(?:specified|provided|available|applicable|stated|given|set|known|decided|determined|disclosed|listed|confirmed)|tb[acdn]|tobe(?:determined|confirmed|announced|advised|decided|defined|discussed|specified|filled)|tofollow|comingsoon|confidential|later|(?:up)?onrequest|(?:discuss(?:ed)?)?atinterview";
const CHINESE =
  "空|空白|空值|缺|[暂暫尚均皆全都][缺无無]|缺失|[暂暫尚均]?(?:[无無]|没有|沒有)(?:数据|數據|内容|內容|信息|資料|资料|记录|说明|描述|简介|福利|备注|岗位职责|职位描述)|(?:[暂暫尚][未无]|未|没有?|沒)(?:填|填写|填報|填报|录入|写|提供|注明|註明|标明|标注|说明|說明|写明|公布|公開|公开|明确|确定|確定|定|知|详|收集|统计)|不[知详詳祥明]|不(?:知道|清楚|明确|确定|公开|便公开|便透露|方便透露)|[暂暫]不(?:公开|详|明|提供|确定|方便透露)|待(?:定|补|補|补充|補充|填|填写|更新|完善|核实|确认|確認|确定|通知|公布|明确|商榷)|暂定|另(?:定|行通知|行公布|行确定|外通知)|等待?通知|后续?(?:通知|补充|补|定|完善)|以后再(?:定|说)|再定|(?:此处|以下|内容)?[从省]?略|保密|机密|(?:工作)?(?:地址|地点|单位|公司|企业|薪资|待遇|要求|条件|福利|电话|联系人|其他|内容)?(?:[同如]上|上同|同[前左下右]|如[下前左右]|同上[行表格]|同上一行)(?:所[述示])?";
const OTHERS =
  "未定|未記入|未入力|未設定|不明|該当(?:なし|無し)|調整中|準備中|検討中|確認中|空欄|以下同じ|省略|미정|미기재|미입력|모름|비공개|상동|추후(?:결정|공지|통보|공고)|알수없음|нетданных|неуказан[оаы]?|неизвестно|уточняется|отсутствует|пусто|позже|k\\.?a|keineangaben?|entfällt|unbekannt|offen|leer|nichtverfügbar|néant|inconnue?|aucune?|àdéfinir|non(?:précisé|renseigné)e?|sindatos|pordefinir|ninguno|desconocido|noaplica|noespecificado|semdados";

export const WORDS_FOR_NOTHING = new RegExp(`^(?:${PROGRAMS}|${ENGLISH}|${CHINESE}|${OTHERS})$`);

const WHAT =
  "(?:具体|详情|詳情|详细|更多|有关|其他|其它|岗位|职位|工作|招聘|任职|薪资|工资|福利|公司|企业|职责|内容|要求|条件|待遇|描述|地址|地点|电话|联系方式|信息|情况|说明|介绍|资料)*";
const PLEASE = "(?:敬?请|請|可|烦请|欢迎|均|都)";
/** Places that only a recruiter's note names. */
const PAGES =
  "(?:附件|附表|附图|(?:招聘)?简章|[^,;\u3002]{0,8}官[网網]|[^,;\u3002]{0,8}[网網](?:站|页|頁|址)|公告|原文|原帖|(?:原|详情)?链接|連結|备注栏?|備註|职位描述|岗位描述|招聘(?:信息|公告|启事|海报|简章)|[^,;\u3002]{0,6}公众号|小程序|二维码|详情页|主页|jd)";
/** Places that need the word 见 before them to be a reference. */
const PARTS =
  "(?:附|上|下|上[文述面表列图]|下[文述面表列图]|[表右左图]|另[页表附]|背面|正文|详情|岗位(?:职责|说明|表)|说明|說明|海报|通知|文件|图片|平台|app|其他|要求|职责)";
/** Words after the place. No alternative begins with another, so that no text takes exponential time. */
const TAIL =
  "(?:[中里上处的第一二三四五六七八九十页条行列款a-z0-9./:_-]|内(?!容)|所[述示列]|说明|内容|信息|公告|要求|为准|了解|查[询看阅]|详情|更多|报名|投递|咨询)*";

/** References to another place. */
export const REFERENCES: readonly RegExp[] = [
  new RegExp(
    `^${WHAT}${PLEASE}*(?:[详詳]?[见見](?:于|於)?|[参參][见見看阅照考])(?:${PAGES}|${PARTS})${TAIL}$`,
  ),
  new RegExp(`^(?:.{0,12}[详詳][见見阅询詢]|${WHAT}(?:[请請][见見]|[参參][见見]|敬请垂询)).{0,30}$`),
  /^(?:一切|具体|均)?以[^,;\u3002]{1,14}为[准準]$/,
  /^(?:please)?(?:see|referto|refer|check(?:out)?|visit|consult|view|asper|read|as(?:stated|listed|described)(?:in|on))(?:the|our|company|official|attached|full|job|its|in|on)*(?:website|webpage|web|site|homepage|attach(?:ed|ment)|annex|appendix|enclos(?:ed|ure)|below|above|remarks?|notes?|link|url|details?|description|jd|brochure|notice|announcement|original|posting|ads?|file|document|table|column|sheet|contract|page).{0,20}$/,
  /^(?:please(?:see|contact|call|ask|inquire)|(?:for)?(?:more)?(?:details|information)(?:see|on|at|pleasecontact)|contact(?:us|hr|theemployer|employer|company)|(?:call|ask|email)(?:us|hr|fordetails|forinfo|forinformation)|inquirewithin).{0,30}$/,
  /^(?:詳細は|詳しくは|別紙|別添|別途|後日).{0,20}$/,
  /^(?:備考|下記|上記|右記|左記|ホームページ|hp|ウェブサイト|サイト|求人票|公式.{0,8})を?(?:参照|ご?覧.{0,6}|確認.{0,8})$|^お?問い?合わせ.{0,12}$/,
  /^.{0,12}(?:참조|참고|문의)(?:바랍니다|하세요|요망)?$|^(?:별첨|별도|상세내용).{0,12}$/,
  /^см\.?.{0,24}$|^на(?:нашем)?сайте.{0,12}$|^siehe.{2,24}$|^voir(?:le|la|les)?(?:site|annexe|pièce|ci-?dessous|ci-?dessus).{0,16}$|^ver(?:el|la)?(?:web|sitio|anexo|adjunto|página).{0,16}$/,
];

/** References that a real title may look like (电话咨询), so they do not apply to titles and names. */
export const WEAK_REFERENCES: readonly RegExp[] = [
  new RegExp(
    `^${WHAT}${PLEASE}*(?:查[看阅询]|阅读?|浏览|访问|登[录陆]|关注|扫描?|点击|前往|到|上|在|按照?|同)${PAGES}${TAIL}$`,
  ),
  new RegExp(
    `^${WHAT}(?=.*(?:请|可|欢迎|有意|感兴趣|电话|电联|来电|來電|致电|微信|私信|私聊|现场|到店|到厂|当面|面试))${PLEASE}*(?:有意者?|感兴趣)?(?:请|可)?(?:电话|来电|來電|致电|微信|加微信|私信|私聊|现场|到店|到厂|当面|面试时?|后台|直接)*(?:咨询|諮詢|垂询|详询|询问|联系|聯繫|洽谈|沟通|了解|告知|电联|私信|私聊|加微信)(?:我们?|客服|hr|企业|公司|用人单位|招聘负责人|工作人员|人事|店长|老板)?(?:详情|详谈)?$`,
  ),
];
