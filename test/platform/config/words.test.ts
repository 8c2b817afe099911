import { expect, test } from "vitest";
import {
  ConfigError,
  type ConfigFault,
  Environment,
  readConfig,
} from "../../../src/platform/config/index.ts";
import { KeyError } from "../../../src/platform/keys/index.ts";
import { configFaultText } from "../../../src/web/text/terminal/configuration.ts";
import { failureText } from "../../../src/web/text/terminal/failures.ts";

function faultsOf(env: Record<string, string>): readonly ConfigFault[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

const NAMES = Object.keys(Environment.shape);
/** Texts of which every variable with a rule refuses at least one. */
const WRONG = ["!", "-1"];

test("each variable that refuses a text has a Chinese sentence of its own", () => {
  const refusing = NAMES.filter((name) =>
    WRONG.some((text) => faultsOf({ [name]: text }).some(({ code }) => code === "VARIABLE_INVALID")),
  );
  expect(refusing.length).toBeGreaterThan(20);
  for (const variable of refusing) {
    const text = configFaultText({ code: "VARIABLE_INVALID", text: "", variable });
    expect(text).toMatch(new RegExp(`^${variable} 写得不对：`));
    expect([variable, text.includes(".env.example")]).toEqual([variable, false]);
  }
});

test("the sentence comes first, the English text after it, and no value of a secret", () => {
  const secret = "0123456789abcdef0123456789abcdef";
  let text: unknown;
  try {
    readConfig({
      NODE_ENV: "production",
      SECRET_KEY: secret,
      BACKUP_KEY: secret,
      PUBLIC_URL: "http://jobs.test",
    });
  } catch (error) {
    text = failureText(error);
  }
  expect(String(text).split("\n")).toEqual([
    "设置有错：",
    "  BACKUP_KEY 不能和 SECRET_KEY 一样：一个泄露了，另一个还要能保住",
    "  正式使用的 PUBLIC_URL 要以 https:// 开头",
    "  验证码没有办法发出去：请写 SMS_WEBHOOK_URL（短信网关）或 SMTP_URL（邮件服务器）",
    expect.stringMatching(/^configuration: BACKUP_KEY must differ from SECRET_KEY; PUBLIC_URL must be https/),
  ]);
});

test("an address to call begins with http:// or https://", () => {
  for (const name of ["SMS_WEBHOOK_URL", "MEILI_URL"])
    for (const address of ["ftp://gateway.test/send", "gateway.test:8080", "https://"])
      expect(() => readConfig({ [name]: address })).toThrow(`${name}: `);
});

test("the quota of recordings is a share or a size", () => {
  const quotaOf = (text: string) => readConfig({ RECORDINGS_QUOTA: text }).recordingsQuota;
  expect([quotaOf(""), quotaOf("0%"), quotaOf("100%")]).toEqual([{ ratio: 0.5 }, { ratio: 0 }, { ratio: 1 }]);
  expect([quotaOf("200GB"), quotaOf("1TB")]).toEqual([{ bytes: 200 * 2 ** 30 }, { bytes: 2 ** 40 }]);
  for (const text of ["101%", "-1%", "50", "1.5GB", "GB"])
    expect(() => quotaOf(text)).toThrow("RECORDINGS_QUOTA: ");
});

test("a wrong key is told in Chinese, with the public ids", () => {
  const error = new KeyError("KEYS_WRONG", Buffer.from("aa", "hex"), Buffer.from("bb", "hex"));
  const [, first, second] = String(failureText(error)).split("\n");
  expect(first).toContain("SECRET_KEY 不是这个数据库的钥匙（给的是 aa，要的是 bb）");
  expect(second).toMatch(/^configuration: KEYS_WRONG: SECRET_KEY is not the key of this database/);
});
