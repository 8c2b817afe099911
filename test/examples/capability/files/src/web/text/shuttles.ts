/** Texts of the page of shuttle buses. */
export const SHUTTLES = { title: "接送班车", none: "还没有班车", departed: "已发车" } as const;
