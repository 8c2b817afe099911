import { getMyFair, openSlots, setWishes } from "../../../src/fairs/index.ts";
import { fairWithBooths, type Holder, holder } from "../../factories/booth-desk.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";

export type World = Awaited<ReturnType<typeof fairWithBooths>>;
type Slots = { booth?: number; recruiter?: number; capacity?: number };

/**
 * Opens a database with an officer and a verified enterprise. Returns them with the steps that interview
 * tests share.
 */
export async function openFairs() {
  const desk = await cityWithEnterprise();
  const { database, services, union } = desk;
  const minutesIn = (world: World, minutes: number) =>
    new Date(Date.parse(world.fair.opensAt) + minutes * 60_000).toISOString();
  return {
    ...desk,
    build: (exhibitors = 1): Promise<World> => fairWithBooths(services, union, exhibitors),
    minutesIn,
    slots(world: World, count: number, more: Slots = {}) {
      const booth = world.booths[more.booth ?? 0] ?? world.first;
      return openSlots(booth.member, {
        registrationId: booth.registrationId,
        recruiter: more.recruiter ?? 1,
        from: minutesIn(world, 0),
        to: minutesIn(world, count * 15),
        minutes: 15,
        capacity: more.capacity ?? 1,
      });
    },
    async people(world: World, count: number): Promise<Holder[]> {
      const all: Holder[] = [];
      for (let n = 0; n < count; n += 1) all.push(await holder(services, world.hall));
      return all;
    },
    wish: (world: World, { ctx }: Holder, ...booths: number[]) =>
      setWishes(ctx, {
        fairId: world.fair.id,
        postingIds: booths.map((n) => world.booths[n]?.posting.id ?? ""),
      }),
    day: (world: World, { ctx }: Holder) => getMyFair(ctx, world.fair.id),
    booth: (world: World) => ({ registrationId: world.first.registrationId }),
    /** Moves the clock past the end of registration, after which timetables are solved. */
    closeRegistration: () => database.travel("1 hour 1 minute"),
    back: () => database.travel("-1 hour -1 minute"),
  };
}
