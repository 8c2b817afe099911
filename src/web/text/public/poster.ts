/** Texts of the poster of a posting, which is printed on A4. */
export const POSTER = {
  link: "打印招聘海报",
  title: (posting: string) => `招聘海报：${posting}`,
  hiring: "招聘",
  scan: "扫码看详情、应聘",
  typed: "或者在浏览器里输入",
  phone: "电话",
  until: (day: string) => `招到 ${day}。招满或到期，扫码就能看到`,
  free: (verifier: string) => `${verifier}已审核。应聘不收任何费用`,
  hint: "用 A4 纸打印，贴在厂门口、社区、车站。岗位招满或关闭以后，扫码的人会看到“已经不招了”和附近差不多的岗位。",
} as const;
