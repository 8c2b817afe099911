import type { NoticeView } from "../../notifications/index.ts";

/** Where a notice leads. */
export function noticePath(
  notice: Pick<NoticeView, "to"> & { subject: { kind: string; id: string } },
): string {
  const { kind, id } = notice.subject;
  if (notice.to === "enterprise") {
    if (kind === "application") return `/enterprise/applications/${id}`;
    if (kind === "posting") return `/enterprise/postings/${id}`;
    if (kind === "fair") return `/enterprise/fairs/${id}`;
    if (kind === "fairRegistration") return "/enterprise/fairs";
    return kind === "followUp" ? "/enterprise/follow-ups" : "/enterprise/profile";
  }
  if (kind === "fairTicket") return `/me/tickets/${id}`;
  if (kind === "fair") return `/me/fairs/${id}`;
  if (kind === "followUp") return "/me/follow-ups";
  return kind === "savedSearch" ? `/me/searches/${id}` : `/me/applications/${id}`;
}
