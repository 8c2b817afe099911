/** Texts for people who want to be reminded of a livestream. */
export const RESERVATION = {
  title: "预约提醒",
  lead: "开播前一天、一小时、五分钟各提醒一次。改了时间、取消了，也会告诉您。",
  reserve: "预约提醒",
  reserved: "已预约，开播前会提醒您。",
  undo: "不用提醒了",
  closed: "这场直播已经开播、结束或取消，不能再预约。",
  back: "回到直播",
} as const;
