import type { ConfigCode, ConfigFault } from "../../../platform/config/index.ts";

/** Values that each variable takes. Variables that take any text are absent. */
const EXPECTED: Record<string, string> = {
  NODE_ENV: "只能是 production（正式使用）、development、test，或者不写",
  PORT: "要写 0 到 65535 的整数",
  PUBLIC_URL: "要写完整的网址，只到域名为止，如 https://jobs.example.cn",
  RECORDINGS_QUOTA: "要写磁盘的百分比或大小，如 50%、200GB",
  DATABASE_URL: "要以 postgres:// 开头",
  REDIS_URL: "要以 redis:// 或 rediss:// 开头",
  MEILI_URL: "要写完整的网址，如 http://127.0.0.1:7700",
  MEILI_MASTER_KEY: "至少 16 个字符",
  SECRET_KEY: "至少 32 个字符",
  SECRET_KEY_PREVIOUS: "至少 32 个字符",
  BACKUP_KEY: "至少 32 个字符",
  BACKUP_KEEP: "要写 2 到 1000 的整数",
  SMS_WEBHOOK_URL: "要写完整的网址，如 https://sms.example.cn/send",
  SMS_WEBHOOK_SECRET: "至少 32 个字符；以 whsec_ 开头的，后面要是 base64",
  OUTBOUND_ALLOW: "只能写 loopback（本机）、private（内网），两个都写时用逗号隔开",
  WITNESSES: "每个见证写成 网址#公钥，如 https://w.example.cn#w.example.cn+1234abcd+BA…，几个时用逗号隔开",
  STREAM_SERVER: "只能是 nginx、srs 或 tencent（腾讯云直播）",
  STREAM_PUSH_URL: "要以 rtmp:// 或 rtmps:// 开头，如 rtmp://live.example.cn/live",
  STREAM_HLS_URL: "要写完整的网址，如 https://live.example.cn/hls",
  STREAM_SECRET: "至少 32 个字符",
  STREAM_PUSH_KEY: "至少 16 个字符",
  STREAM_CONTROL_URL: "要写完整的网址，如 http://127.0.0.1:8081/control",
  STREAM_RECORDING_YEARS: "要写 1 到 30 的整数",
  SMTP_URL: "要以 smtps:// 或 smtp:// 开头，并写明服务器",
  MAIL_FROM: "要写一个邮箱地址",
  SMS_DAILY_LIMIT: "要写 1 以上的整数",
  TRUSTED_PROXIES: "要写 0 到 5 的整数",
  RATE_LIMIT_PER_MINUTE: "要写 1 以上的整数",
  WORKERS: "只能是 0 或 1",
  METRICS_PORT: "要写 0 到 65535 的整数",
  DEMO: "只能是 0 或 1",
  LOG_LEVEL: "只能是 silent、fatal、error、warn、info 或 debug",
  LOG_SQL: "只能是 0 或 1",
};

const TEXT: Record<ConfigCode, (fault: ConfigFault) => string> = {
  VARIABLE_INVALID: ({ variable = "" }) =>
    `${variable} 写得不对：${EXPECTED[variable] ?? "请对照 .env.example"}`,
  FILE_AND_VALUE: ({ variable = "" }) =>
    `${variable} 和 ${variable.replace(/_FILE$/, "")} 只能写一个：或者写值，或者写文件`,
  FILE_UNREADABLE: ({ variable = "" }) => `${variable} 写的文件打不开`,
  MEILI_PAIR: () => "MEILI_URL 和 MEILI_KEY 要一起写",
  SMS_PAIR: () => "SMS_WEBHOOK_URL 和 SMS_WEBHOOK_SECRET 要一起写",
  MAIL_PAIR: () => "SMTP_URL 和 MAIL_FROM 要一起写",
  STREAM_PARTS: () => "STREAM_SERVER、STREAM_PUSH_URL、STREAM_HLS_URL 和 STREAM_SECRET 要一起写",
  STREAM_PUSH_KEY_REQUIRED: () => "STREAM_SERVER 写 tencent 时，也要写 STREAM_PUSH_KEY（推流鉴权的主 KEY）",
  PREVIOUS_KEY_ALONE: () => "写了 SECRET_KEY_PREVIOUS（旧钥匙），也要写 SECRET_KEY（新钥匙）",
  PREVIOUS_KEY_SAME: () => "SECRET_KEY_PREVIOUS（旧钥匙）不能和 SECRET_KEY（新钥匙）一样",
  BACKUP_KEY_SAME: () => "BACKUP_KEY 不能和 SECRET_KEY 一样：一个泄露了，另一个还要能保住",
  SECRET_KEY_REQUIRED: () => "缺 SECRET_KEY（至少 32 个字符）",
  SECRET_KEY_DEFAULT: () => "SECRET_KEY 是样例里的或太简单，请换成随机的一串，如 openssl rand -hex 32 的结果",
  BACKUP_KEY_DEFAULT: () => "BACKUP_KEY 是样例里的或太简单，请换成随机的一串，如 openssl rand -hex 32 的结果",
  BACKUP_KEY_REQUIRED: () => "正式使用时写了 BACKUP_DIR，也要写 BACKUP_KEY（至少 32 个字符）",
  PASSWORD_ALONE: () => "写了 DATABASE_PASSWORD，也要写 DATABASE_URL",
  PUBLIC_URL_REQUIRED: () => "正式使用要写 PUBLIC_URL（大家打开的网址）",
  PUBLIC_URL_HTTPS: () => "正式使用的 PUBLIC_URL 要以 https:// 开头",
  CODES_UNSENT: () => "验证码没有办法发出去：请写 SMS_WEBHOOK_URL（短信网关）或 SMTP_URL（邮件服务器）",
  DEMO_IN_PRODUCTION: () => "正式使用不能写 DEMO=1：演示数据里的手机号人人都知道",
  MASTER_KEY_HERE: () => "MEILI_MASTER_KEY 只给 npm run migrate 用，这个程序请写它自己的 MEILI_KEY",
  MASTER_KEY_REQUIRED: () => "要写 MEILI_URL 和 MEILI_MASTER_KEY",
  MEILI_REQUIRED: () => "要写 MEILI_URL 和 MEILI_KEY；没有它们时由 PostgreSQL 搜索，不用运行这个命令",
  STREAM_NGINX_REQUIRED: () =>
    "要写 STREAM_SERVER=nginx，以及 STREAM_PUSH_URL、STREAM_HLS_URL 和 STREAM_SECRET",
  DATABASE_URL_REQUIRED: () => "要写 DATABASE_URL；没有它时，npm start 自己就做这件事",
  PROGRAM_NOT_RUNNING: () => "这里没有正在运行的程序：请先运行 npm start，或写 DATABASE_URL",
  NOBODY_TO_ASK: () => "这里没有人能回答，要删除请加 --yes",
  EMBEDDED_ONLY: () => "写了 DATABASE_URL，用的是单独的数据库服务器：这个命令只删程序自带的数据库",
  EDGE_PRODUCTION: () => "NODE_ENV 在这里要写 production",
  KEYS_WRONG: ({ given, expected }) =>
    `SECRET_KEY 不是这个数据库的钥匙（给的是 ${given}，要的是 ${expected}）。什么都没有改。请给出原来的钥匙；要换钥匙，请把原来的写成 SECRET_KEY_PREVIOUS`,
  KEYS_MISSING: ({ expected }) =>
    `这个数据库要用它的钥匙 ${expected}，而这里没有。请写 SECRET_KEY，或把 secret.key 文件放回数据目录`,
  KEYS_SWAPPED: ({ given, expected }) =>
    `SECRET_KEY 是这个数据库以前的钥匙（给的是 ${given}，现在的是 ${expected}）。什么都没有改。请给出现在的；要是两个写反了，请把 SECRET_KEY 和 SECRET_KEY_PREVIOUS 对调`,
  KEYS_PREVIOUS_MISSING: ({ expected }) =>
    `还有内容是用旧钥匙 ${expected} 加密的。npm run rekey 做完以前，请把它写成 SECRET_KEY_PREVIOUS`,
};

/** Returns the Chinese sentence of one fault of the configuration. */
export const configFaultText = (fault: ConfigFault): string => TEXT[fault.code](fault);
