/** The variables that are checked together with others. Each has passed its own check. */
type Given = {
  PUBLIC_URL?: string | undefined;
  DATABASE_URL?: string | undefined;
  DATABASE_PASSWORD?: string | undefined;
  MEILI_URL?: string | undefined;
  MEILI_KEY?: string | undefined;
  MEILI_MASTER_KEY?: string | undefined;
  SMS_WEBHOOK_URL?: string | undefined;
  SMS_WEBHOOK_SECRET?: string | undefined;
  STREAM_SERVER?: string | undefined;
  STREAM_PUSH_URL?: string | undefined;
  STREAM_HLS_URL?: string | undefined;
  STREAM_SECRET?: string | undefined;
  STREAM_PUSH_KEY?: string | undefined;
  STREAM_CONTROL_URL?: string | undefined;
  SMTP_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
  SECRET_KEY?: string | undefined;
  SECRET_KEY_PREVIOUS?: string | undefined;
  BACKUP_KEY?: string | undefined;
  BACKUP_DIR?: string | undefined;
  DEMO?: string | undefined;
};

/** Stable names of what may be wrong with the configuration. */
export type ConfigCode =
  | "VARIABLE_INVALID"
  | "FILE_AND_VALUE"
  | "FILE_UNREADABLE"
  | "MEILI_PAIR"
  | "SMS_PAIR"
  | "MAIL_PAIR"
  | "STREAM_PARTS"
  | "STREAM_PUSH_KEY_REQUIRED"
  | "PREVIOUS_KEY_ALONE"
  | "PREVIOUS_KEY_SAME"
  | "BACKUP_KEY_SAME"
  | "SECRET_KEY_REQUIRED"
  | "SECRET_KEY_DEFAULT"
  | "BACKUP_KEY_DEFAULT"
  | "BACKUP_KEY_REQUIRED"
  | "PASSWORD_ALONE"
  | "PUBLIC_URL_REQUIRED"
  | "PUBLIC_URL_HTTPS"
  | "CODES_UNSENT"
  | "DEMO_IN_PRODUCTION"
  | "MASTER_KEY_HERE"
  | "MASTER_KEY_REQUIRED"
  | "MEILI_REQUIRED"
  | "STREAM_NGINX_REQUIRED"
  | "DATABASE_URL_REQUIRED"
  | "PROGRAM_NOT_RUNNING"
  | "NOBODY_TO_ASK"
  | "EMBEDDED_ONLY"
  | "EDGE_PRODUCTION"
  | "KEYS_WRONG"
  | "KEYS_MISSING"
  | "KEYS_SWAPPED"
  | "KEYS_PREVIOUS_MISSING";

/** One fault: its code, an English sentence, and for a code of several variables the variable. */
export type ConfigFault = {
  code: ConfigCode;
  text: string;
  variable?: string;
  /** Public ids of keys, in hexadecimal digits. */
  given?: string;
  expected?: string;
};

/** A configuration with which the program does not start. Its message has all faults, in English. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];
  constructor(...faults: ConfigFault[]) {
    super(faults.map(({ text }) => text).join("; "));
    this.faults = faults;
  }
}

type Fault = [wrong: boolean, code: ConfigCode, text: string];

const isDefault = (key: string | undefined) =>
  key !== undefined && /^(.)\1+$|change|secret|example/i.test(key);

const differ = (one: string | undefined, other: string | undefined) => Boolean(one) !== Boolean(other);

const serviceFaults = (e: Given): Fault[] => [
  [
    differ(e.MEILI_URL, e.MEILI_KEY ?? e.MEILI_MASTER_KEY),
    "MEILI_PAIR",
    "MEILI_URL and MEILI_KEY go together",
  ],
  [
    differ(e.SMS_WEBHOOK_URL, e.SMS_WEBHOOK_SECRET),
    "SMS_PAIR",
    "SMS_WEBHOOK_URL and SMS_WEBHOOK_SECRET go together",
  ],
  [differ(e.SMTP_URL, e.MAIL_FROM), "MAIL_PAIR", "SMTP_URL and MAIL_FROM go together"],
  [
    [e.STREAM_PUSH_URL, e.STREAM_HLS_URL, e.STREAM_SECRET].some((one) => differ(e.STREAM_SERVER, one)) ||
      (Boolean(e.STREAM_CONTROL_URL) && !e.STREAM_SERVER),
    "STREAM_PARTS",
    "STREAM_SERVER, STREAM_PUSH_URL, STREAM_HLS_URL and STREAM_SECRET go together",
  ],
  [
    e.STREAM_SERVER === "tencent" && !e.STREAM_PUSH_KEY,
    "STREAM_PUSH_KEY_REQUIRED",
    "STREAM_PUSH_KEY is required with STREAM_SERVER=tencent",
  ],
];

/**
 * Returns the faults among the keys. The key of backups must differ from the keys that the database needs, so
 * that neither gives away the other.
 */
function keyFaults(e: Given, production: boolean): Fault[] {
  const { SECRET_KEY: current, SECRET_KEY_PREVIOUS: previous, BACKUP_KEY: backup, BACKUP_DIR: dir } = e;
  return [
    [Boolean(previous) && !current, "PREVIOUS_KEY_ALONE", "SECRET_KEY_PREVIOUS needs SECRET_KEY"],
    [
      Boolean(previous) && previous === current,
      "PREVIOUS_KEY_SAME",
      "SECRET_KEY_PREVIOUS must differ from SECRET_KEY",
    ],
    [
      Boolean(backup) && (backup === current || backup === previous),
      "BACKUP_KEY_SAME",
      "BACKUP_KEY must differ from SECRET_KEY",
    ],
    [
      production && !current,
      "SECRET_KEY_REQUIRED",
      "SECRET_KEY is required in production (32 bytes or more)",
    ],
    [production && isDefault(current), "SECRET_KEY_DEFAULT", "SECRET_KEY is a default"],
    [production && isDefault(backup), "BACKUP_KEY_DEFAULT", "BACKUP_KEY is a default"],
    [
      production && Boolean(dir) && !backup,
      "BACKUP_KEY_REQUIRED",
      "BACKUP_KEY is required with BACKUP_DIR in production",
    ],
  ];
}

/**
 * Returns what production refuses. Outside production, an https PUBLIC_URL needs an SMS gateway or a mail
 * server too, because other people sign in there and need their codes.
 */
function publicFaults(e: Given, production: boolean): Fault[] {
  const https = e.PUBLIC_URL?.startsWith("https://") ?? false;
  const silent = !e.SMS_WEBHOOK_URL && !e.SMTP_URL;
  return production
    ? [
        [!e.PUBLIC_URL, "PUBLIC_URL_REQUIRED", "PUBLIC_URL is required in production"],
        [Boolean(e.PUBLIC_URL) && !https, "PUBLIC_URL_HTTPS", "PUBLIC_URL must be https in production"],
        [silent, "CODES_UNSENT", "SMS_WEBHOOK_URL or SMTP_URL is required in production"],
        [e.DEMO === "1", "DEMO_IN_PRODUCTION", "DEMO seeds known phone numbers and is refused in production"],
      ]
    : [[https && silent, "CODES_UNSENT", "SMS_WEBHOOK_URL or SMTP_URL is required with an https PUBLIC_URL"]];
}

/** Returns the faults of variables that do not fit each other or production, one each. */
export function configProblems(e: Given, production: boolean): ConfigFault[] {
  const faults: Fault[] = [
    ...serviceFaults(e),
    ...keyFaults(e, production),
    [
      Boolean(e.DATABASE_PASSWORD) && !e.DATABASE_URL,
      "PASSWORD_ALONE",
      "DATABASE_PASSWORD needs DATABASE_URL",
    ],
    ...publicFaults(e, production),
  ];
  return faults.flatMap(([wrong, code, text]) => (wrong ? [{ code, text }] : []));
}
