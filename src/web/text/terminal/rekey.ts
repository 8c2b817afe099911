/** Texts of the command `npm run rekey`. */
export const REKEY_COMMAND = {
  progress: ({ table, done, total }: { table: string; done: number; total: number }) =>
    `  ${table}: ${done} / ${total}`,
  done: (done: number) =>
    done === 0
      ? "没有要换钥匙的内容，全部已经用现在的 SECRET_KEY 加密。旧信件里的退订链接和正在办的招聘会的海报不再需要旧钥匙时，可以去掉 SECRET_KEY_PREVIOUS。"
      : `已用新钥匙重新加密 ${done} 处。请先做一次备份，新的 SECRET_KEY 在别处另存一份；旧信件里的退订链接和正在办的招聘会的海报不再需要旧钥匙时，可以去掉 SECRET_KEY_PREVIOUS。`,
  left: (left: readonly { table: string; count: number }[]) =>
    `REKEY_LEFT: 还有内容没有换好（${left.map(({ table, count }) => `${table} ${count} 处`).join("，")}）：同一个号码或邮箱出现了两次，或者还有程序在用旧钥匙。SECRET_KEY_PREVIOUS 请先保留；让所有程序用新钥匙重启，再运行一次。`,
} as const;
