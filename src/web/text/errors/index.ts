import type { Code } from "../../../platform/core/codes.ts";
import { BLOCKS_MAX, INVITATIONS_A_DAY } from "../../../talent/index.ts";
import { FILE_ERRORS } from "./files.ts";
import { LIVESTREAM_ERRORS } from "./livestreams.ts";

type Text = { title: string; detail: string };

/** Each error code's text: what happened, and what to do next. */
export const ERROR_TEXT: Record<Code, Text> = {
  INVALID_INPUT: { title: "有几处填得不对", detail: "请核对填写的内容，改好再提交。" },
  BODY_TOO_LARGE: {
    title: "内容太大",
    detail: "一次提交最多 1 MB；上传的表最大 50 MB，更大的请工作人员用命令导入。",
  },
  MEDIA_TYPE_UNSUPPORTED: { title: "格式不支持", detail: "这个接口只接受 JSON（application/json）。" },
  MALFORMED_BODY: { title: "内容读不懂", detail: "提交的内容不完整或格式有误，请重新提交。" },
  NOT_FOUND: { title: "没有找到", detail: "您要看的内容不存在，或者您不能查看。" },
  METHOD_NOT_ALLOWED: {
    title: "这里不能这样打开",
    detail: "这个地址只用来提交表单或读取内容。请从首页或上一页重新进入。",
  },
  GONE: { title: "这个岗位已经关闭", detail: "企业不再招这个岗位了，看看别的岗位吧。" },
  SIGN_IN_REQUIRED: { title: "请先登录", detail: "用手机号收验证码就能登录，不用注册。" },
  SESSION_ENDED: { title: "登录已失效", detail: "请重新登录。" },
  ROLE_REQUIRED: {
    title: "您没有这项权限",
    detail: "这里只给有相应职责的人员使用。如有需要，请联系市总工会管理员。",
  },
  CREDENTIAL_INVALID: { title: "钥匙不对", detail: "发来消息的服务器没有带对钥匙。请核对它的设置。" },
  FOREIGN_ORIGIN: { title: "提交被拦下了", detail: "这次提交不是从本站页面发出的。请回到本站页面再试一次。" },
  RATE_LIMITED: { title: "操作太快了", detail: "请稍等一会儿再试。" },
  CONFLICT: { title: "已经有了", detail: "同样的内容已经存在。" },
  HOSTED_ELSEWHERE: {
    title: "这条信息由别的城市管理",
    detail: "它在那座城市的系统里，这里只能看，不能改。请联系那座城市的总工会。",
  },
  AGREEMENT_REFUSED: {
    title: "这份协议不能生效",
    detail: "请按列出的原因核对协议文本和各市的签名。现行的协议没有变。",
  },
  REVISION_CONFLICT: { title: "内容已被别人改过", detail: "请刷新页面，看过最新内容后再改。" },
  REVISION_REQUIRED: { title: "缺少版本号", detail: "修改时要带 If-Match，值为读到的 ETag。" },
  IDEMPOTENCY_KEY_REUSED: { title: "重复使用了提交编号", detail: "同一个提交编号不能用于不同的内容。" },
  ANSWER_LOST: { title: "上一次提交已经成功", detail: "只是没有收到答复。请到列表里核对，不要再交一次。" },
  IDEMPOTENCY_IN_PROGRESS: { title: "上一次提交还在处理", detail: "请稍等一会儿再看结果。" },
  SIGNATURE_INVALID: { title: "签名不对", detail: "这个请求的签名没有通过。请核对节点的钥匙、地址和时钟。" },
  OTHER_EPOCH: { title: "日志已换新一轮", detail: "这份日志从备份恢复后重新开始，请按新的轮次读取。" },
  LOG_PRUNED: { title: "旧的条目已清理", detail: "请从较新的位置读取。" },
  LOG_NOT_FROZEN: { title: "这座城市没有停收", detail: "请刷新页面看最新的状态。" },
  LOG_AHEAD: { title: "还没有这么多条目", detail: "要读的位置超过了日志的末尾。" },
  COMMAND_EXPIRED: { title: "请求已过期", detail: "对方节点发来的请求已过有效时间，没有办理。" },
  COMMAND_EARLY: {
    title: "两边的时间对不上",
    detail: "这个请求写的时间比这里的时钟晚了五分钟以上，没有办理。请发出的一方校准时钟，再办一次。",
  },
  COMMAND_NOT_GRANTED: { title: "协议没有这一项", detail: "合作协议没有允许对方城市办理这件事。" },
  NEEDS_MISSING: { title: "资料还没到", detail: "这个请求依据的资料还没有送到，请稍后再发。" },
  APPLY_ELSEWHERE: {
    title: "这个岗位请直接联系企业",
    detail: "这个城市还不能从这里收应聘。请打岗位上的电话。",
  },
  CURSOR_INVALID: { title: "翻页失效", detail: "请回到第一页重新查看。" },
  OTP_WRONG: { title: "验证码不对", detail: "请核对短信里的 6 位数字。输错 5 次后要重新获取。" },
  OTP_EXPIRED: { title: "验证码已失效", detail: "验证码 5 分钟内有效，只能用一次。请重新获取。" },
  OTP_FORMER: { title: "这是前一条短信的验证码，已失效", detail: "请填最新一条短信里的 6 位数字。" },
  OTP_TOO_SOON: { title: "刚刚发过验证码", detail: "请等 60 秒再获取。" },
  LINK_ENDED: {
    title: "这个登录链接不能用了",
    detail: "链接只能用一次，24 小时内有效。请用手机号登录，或请同事重新给您一个链接。",
  },
  LOG_RESTORED: {
    title: "数据刚恢复，还不能读",
    detail: "这个节点刚从备份恢复，正在和别的城市核对。请过一会儿再试。",
  },
  ALREADY_STAFF: { title: "这个人已经在名单里了", detail: "不用再邀请。姓名不对，请本人到“我的”里改。" },
  INVITATION_OPEN: {
    title: "已经邀请过了，还没有答复",
    detail: "请提醒对方登录后到“我的”里接受；要重新邀请，先收回原来的。",
  },
  INVITATION_ENDED: {
    title: "这个邀请已经结束",
    detail: "可能已经接受过、被收回，或者过了 14 天。请联系邀请您的人再发一次。",
  },
  LAST_ADMINISTRATOR: {
    title: "这是最后一位管理员，不能结束",
    detail: "请先邀请另一位管理员，等对方接受后再结束。",
  },
  LAST_MEMBER: {
    title: "您是这家企业最后一位能登录的人",
    detail: "结束后没有人能看投递、改岗位。真要结束，请到人员页再确认一次。",
  },
  ACCOUNT_CLOSED: { title: "这个账号已停用", detail: "请拨打 12351，或联系当地市总工会。" },
  OTP_DAILY_LIMIT: { title: "今天获取验证码的次数太多", detail: "请明天再试，或拨打 12351 请工作人员帮忙。" },
  SMS_UNAVAILABLE: { title: "短信暂时发不出去", detail: "请过几分钟再试，或拨打 12351。" },
  MAIL_DAILY_LIMIT: {
    title: "今天发的确认信太多了",
    detail: "请先看看邮箱，垃圾邮件里也找一找。还没有的话，请明天再试。",
  },
  TALENT_INVITATION_LIMIT: {
    title: "今天的邀请发完了",
    detail: `一家企业一天最多邀请 ${INVITATIONS_A_DAY} 位求职者，明天可以接着发。请先看看已邀请的人有没有应聘。`,
  },
  TALENT_BLOCK_LIMIT: {
    title: "名单太长了",
    detail: `最多加 ${BLOCKS_MAX.toLocaleString("en")} 家企业。请先去掉几家，再加新的。`,
  },
  UNDO_TOO_LATE: { title: "现在不能撤销了", detail: "一分钟内，只有刚才办的人自己可以撤销。" },
  WORK_TAKEN: { title: "已经有人接手了", detail: "这一项刚刚由别的同事接手。请刷新后再看。" },
  POSTING_STATE: { title: "岗位现在不能这样操作", detail: "岗位的状态已经变了，请刷新后再看。" },
  OBJECTION_STATE: {
    title: "现在不能这样处理异议",
    detail: "每次关闭只能提一次异议，处理过的异议不能再改。请刷新后再看。",
  },
  COMPLAINT_STATE: {
    title: "这条举报已经处理过了",
    detail: "别的工作人员先处理了。请刷新名单，接着看下一条。",
  },
  COMPLAINT_ELSEWHERE: {
    title: "这个岗位由别的城市管",
    detail: "请到发布它的城市的网站举报，或者拨打 12351。",
  },
  POSTING_INCOMPLETE: {
    title: "岗位信息不全",
    detail: "法律要求的六项和有效期都要写明才能发布，请补上标出的各项。",
  },
  POSTING_WORDING: {
    title: "岗位里有法律不允许的话",
    detail: "请退回企业改。确有法律依据的，写明理由再发布。",
  },
  POSTING_EXPIRED: { title: "这个岗位已过有效期", detail: "过期的岗位不能再应聘，看看别的岗位吧。" },
  POSTING_UNCLAIMED: {
    title: "这个岗位暂时不能在线应聘",
    detail: "它是转载的，要等企业来认领后才能收应聘。",
  },
  ENTERPRISE_STATE: {
    title: "企业现在不能这样操作",
    detail: "企业还没有通过核验，或已被暂停。请联系归口工会。",
  },
  ENTERPRISE_EXISTS: {
    title: "这家企业已经登记过",
    detail: "同一个统一社会信用代码只能登记一次，请认领已有的企业。",
  },
  CLAIM_STATE: { title: "这项认领已经处理过", detail: "请刷新后再看。" },
  APPLICATION_STATE: { title: "这份应聘现在不能这样操作", detail: "它的状态已经变了，请刷新后再看。" },
  INVITATION_OVER: {
    title: "这次邀请已经变了",
    detail: "企业改了时间或地点，或者这次应聘已经结束，您刚才的答复没有算数。请看最新的安排，再答复一次。",
  },
  INVITATION_UNANSWERED: {
    title: "求职者还没答复，网上先不能改",
    detail: "这位求职者在另一个城市，等他答复以后才能改约。着急的话请先打电话。",
  },
  CONSENT_ENDED: { title: "授权已经结束", detail: "求职者收回了授权，或授权已到期，不能再查看或答复。" },
  PROFILE_REQUIRED: { title: "还没有求职卡", detail: "先填称呼和会干什么，半分钟就好。" },
  SAVED_SEARCH_LIMIT: {
    title: "保存的搜索太多了",
    detail: "最多保存 20 个。请先在“我的”里删掉不用的。",
  },
  FAIR_STATE: { title: "招聘会现在不能这样操作", detail: "招聘会的状态已经变了，请刷新后再看。" },
  FAIR_UNCONFIRMED: {
    title: "这样改会影响别人，要先确认",
    detail: "请看清会影响多少企业、入场码和面谈，确认后再提交。数字变多了也要再确认一次。",
  },
  FAIR_INCOMPLETE: {
    title: "招聘会材料不全",
    detail: "方案、应急预案、安保方案、公告和已核验的参会企业都齐了才能发布，请补上标出的各项。",
  },
  FAIR_REGISTRATION_CLOSED: { title: "现在不能报名", detail: "这场招聘会还没开始报名，或报名已经截止。" },
  FAIR_REGISTRATION_STATE: { title: "这份报名现在不能这样操作", detail: "它的状态已经变了，请刷新后再看。" },
  FAIR_OFFER_ENDED: { title: "答复时间已过", detail: "这个展位已经让给下一家企业。如仍想参加，请重新报名。" },
  FAIR_ELSEWHERE: {
    title: "这一步要找主办方办",
    detail: "主办城市现在不收外地在网上办这一步。请给主办的总工会打电话，由他们在那边办。",
  },
  BOOTH_TAKEN: { title: "展位已经有企业了", detail: "请选别的展位，或先把那家企业挪开。" },
  TICKETS_CLOSED: {
    title: "现在不能领入场码",
    detail: "这场招聘会还没有对公众开放，或者已经结束、取消。看看别的招聘会吧。",
  },
  TICKET_STATE: { title: "这张入场码现在不能这样操作", detail: "已经入场或已经取消的入场码不能再取消。" },
  TICKET_NONE: { title: "请先领入场码", detail: "您还没有这场招聘会的入场码。领好后再签到，不用重新登录。" },
  TICKET_REQUIRED: { title: "先领入场码", detail: "领了这场招聘会的入场码，才能约面谈、排队。" },
  QUEUE_STATE: { title: "排队的情况变了", detail: "可能刚被叫过或已离开，请刷新后再看。" },
  IMPORT_ENCODING_UNKNOWN: {
    title: "文件的文字编码认不出来",
    detail: "请在表格软件里另存为 xlsx，或 UTF-8、GB18030 编码的 CSV。",
  },
  IMPORT_NOT_A_TABLE: {
    title: "这不是表格文件",
    detail: "请上传 xlsx、CSV 或 JSON-LD 文件。旧的 xls 请先另存为 xlsx。",
  },
  IMPORT_NO_HEADER: {
    title: "没找到表头",
    detail: "表里要有一行写明“企业名称、招聘岗位、薪资”等列名。可下载样表对照。",
  },
  IMPORT_NO_ROWS: {
    title: "表里没有岗位",
    detail: "文件是空的，或者只有表头、没有数据行。请检查后重新上传。",
  },
  IMPORT_TOO_MANY_ROWS: { title: "行数太多", detail: "xlsx 最多 20,000 行。请分成几个文件，或改用 CSV。" },
  IMPORT_TOO_LARGE: { title: "文件太大", detail: "解开后的内容超过上限。请分成几个文件再导入。" },
  IMPORT_JSON_INVALID: { title: "JSON 读不懂", detail: "文件不是完整的 JSON-LD，请检查标出的位置。" },
  IMPORT_MAPPING_INCOMPLETE: {
    title: "列还没对好",
    detail: "至少要指明哪一列是企业名称、哪一列是岗位名称。",
  },
  IMPORT_ACTED_ON: {
    title: "这次导入不能整批收回了",
    detail: "已经有人处理过里面的岗位（改过、审核过、有人报名或打过电话，或者带进了招聘会）。请逐个处理。",
  },
  IMPORT_STATE: { title: "这次导入现在不能这样操作", detail: "请刷新后再看它的状态。" },
  STORAGE_FULL: {
    title: "系统存储空间满了，暂时存不进去",
    detail: "查岗位、看信息照常。请过一会儿再提交；急事请拨打 12351。您已提交成功的内容不会丢。",
  },
  ...LIVESTREAM_ERRORS,
  ...FILE_ERRORS,
  TIMED_OUT: { title: "这一步用时太久，已经停下", detail: "请几秒钟后再试。多次这样，请拨打 12351。" },
  UNAVAILABLE: { title: "系统正在恢复", detail: "请几秒钟后再试。您已提交成功的内容不会丢。" },
  INTERNAL: { title: "系统出错了", detail: "问题已经记录。请过一会儿再试；来电咨询时请报下面的编号。" },
};

/** True if `code` is an error code of this program. */
export const isCode = (code: string): code is Code => code in ERROR_TEXT;

export const describe = (code: Code): Text => ERROR_TEXT[code];
