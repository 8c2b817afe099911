/** Programs that read pages without a person: crawlers, link previews, monitors and command-line tools. */
const ROBOT =
  /bot\b|bot[/;_-]|crawl|spider|slurp|preview|monitor|facebookexternalhit|curl|wget|python|java\/|okhttp|go-http|node|axios|libwww|scrapy|httpclient/i;

/** Returns true for the User-Agent header of a program without a person, and for an absent one. */
export const isRobot = (userAgent: string | undefined): boolean => !userAgent || ROBOT.test(userAgent);
