import { PHONE } from "../../support/browser.ts";
import type { Paper } from "./gate.ts";
import { type Person, PHONES, Stage } from "./stage.ts";

export const NEAR = { name: "王师傅", phone: "13912371001", city: "葫芦岛" };
export const FAR = { name: "李女士", phone: "13912371002", city: "阜新" };
const WALL = { width: 1920, height: 1080 };

/** A fair with all its people, each with their own browser, and the tickets that they get. */
export type Day = {
  stage: Stage;
  host: Person;
  partner: Person;
  gate: Person;
  recruiter: Person;
  remote: Person;
  seeker: Person;
  farSeeker: Person;
  visitor: Person;
  wall: Person;
  /** Paths of the fair's page for everybody, for officers, for enterprises, and for ticket holders. */
  at: { open: string; union: string; enterprise: string; mine: string };
  papers: Paper[];
  ticket: Paper;
  farTicket: Paper;
};

export async function openDay(): Promise<Day> {
  const stage = await Stage.open();
  await stage.until(0, "08:00");
  const nothing = { code: "", reference: "" };
  return {
    stage,
    host: await stage.person({ phone: PHONES.host }),
    partner: await stage.person({ phone: PHONES.partner }),
    gate: await stage.person({ phone: PHONES.gate, viewport: PHONE }),
    recruiter: await stage.person({ phone: PHONES.recruiter }),
    remote: await stage.person({ phone: PHONES.remoteRecruiter, viewport: PHONE }),
    seeker: await stage.person({ viewport: PHONE }),
    farSeeker: await stage.person({ viewport: PHONE }),
    visitor: await stage.person({ viewport: PHONE }),
    wall: await stage.person({ viewport: WALL }),
    at: { open: "", union: "", enterprise: "", mine: "" },
    papers: [],
    ticket: nothing,
    farTicket: nothing,
  };
}
